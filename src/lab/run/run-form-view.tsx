import type { TranslationBundle } from '@jupyterlab/translation';
import { useId, type JSX } from 'react';
import { DATA_TYPES } from '../../playbook/index.js';
import type { ParameterForm, SampleFile } from '../../service-api/index.js';
import { levelChoices, objectChoices } from './choices.js';
import { ParameterFields } from './parameter-fields.js';
import { isObjectType, type FormFault, type RunForm } from './run-form.js';

export type RunFormProps = {
  readonly form: RunForm;
  readonly fault: FormFault | undefined;
  readonly samples: SampleFile | undefined;
  readonly samplesFault: string | undefined;
  readonly parameters: ParameterForm | undefined;
  /** A run goes on, so that Cancel takes the place of Run. */
  readonly isRunning: boolean;
  readonly isStarting: boolean;
  readonly trans: TranslationBundle;
  readonly onChange: (change: Partial<RunForm>) => void;
  readonly onSample: (name: string) => void;
  readonly onDeleteSample: (name: string) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onApply: () => void;
};

/** What the playbook is run on. Enter runs it. */
export function RunFormView(props: RunFormProps): JSX.Element {
  const { form, parameters, isRunning, isStarting, trans, onRun, onCancel, onApply, onChange, fault } = props;
  return (
    <form
      className="jp-HuntbookRun-form"
      aria-label={trans.__('Run as Cortex')}
      onSubmit={event => {
        event.preventDefault();
        if (!isRunning && !isStarting) onRun();
      }}
    >
      <SampleRow {...props} />
      <ObservableRows {...props} />
      {parameters !== undefined && parameters.fields.some(({ setBy }) => setBy === 'playbook') && (
        <ParameterFields
          fields={parameters.fields}
          values={form.values}
          fault={fault}
          trans={trans}
          onChange={values => onChange({ values })}
        />
      )}
      <div className="jp-HuntbookRun-buttons">
        {isRunning ? (
          <button type="button" className="jp-HuntbookButton jp-mod-warn" onClick={onCancel}>
            {trans.__('Cancel')}
          </button>
        ) : (
          <button type="submit" className="jp-HuntbookButton jp-mod-accept" disabled={isStarting}>
            {isStarting ? trans.__('Starting…') : trans.__('Run')}
          </button>
        )}
        <button
          type="button"
          className="jp-HuntbookButton"
          title={trans.__('Add a marked cell that sets this observable, to try the cells here; Cortex replaces it')}
          onClick={onApply}
        >
          {trans.__('Apply to notebook')}
        </button>
      </div>
    </form>
  );
}

function SampleRow({ form, samples, samplesFault, trans, onSample, onDeleteSample }: RunFormProps): JSX.Element | null {
  const id = useId();
  if (samplesFault !== undefined && samplesFault !== '') {
    return (
      <p className="jp-HuntbookRun-wide jp-HuntbookFault" role="status">
        <span aria-hidden="true">!</span> {samplesFault}
      </p>
    );
  }
  if (samples === undefined || samples.samples.length === 0) return null;
  return (
    <>
      <label htmlFor={id}>{trans.__('Sample')}</label>
      <div className="jp-HuntbookRun-row">
        <select id={id} value={form.sample ?? ''} onChange={event => onSample(event.currentTarget.value)}>
          <option value="">{trans.__('None')}</option>
          {samples.samples.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        {form.sample !== undefined && (
          <button
            type="button"
            className="jp-HuntbookLink"
            aria-label={trans.__('Delete the sample %1', form.sample)}
            onClick={() => onDeleteSample(form.sample ?? '')}
          >
            {trans.__('Delete')}
          </button>
        )}
      </div>
    </>
  );
}

function ObservableRows({ form, fault, trans, onChange }: RunFormProps): JSX.Element {
  const id = useId();
  const types =
    DATA_TYPES.includes(form.dataType) || isObjectType(form.dataType) ? DATA_TYPES : [...DATA_TYPES, form.dataType];
  return (
    <>
      <label htmlFor={`${id}-type`}>{trans.__('Data type')}</label>
      <select
        id={`${id}-type`}
        value={form.dataType}
        onChange={event => onChange({ dataType: event.currentTarget.value })}
      >
        <optgroup label={trans.__('Observable, for an analyzer')}>
          {types.map(type => (
            <option key={type}>{type}</option>
          ))}
        </optgroup>
        <optgroup label={trans.__('Object of TheHive, for a responder')}>
          {objectChoices(trans).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </optgroup>
      </select>
      <label htmlFor={`${id}-value`}>{valueLabel(form, trans)}</label>
      <div>
        <ValueInput {...{ form, trans, onChange }} id={`${id}-value`} fault={faultText(fault, trans)} />
      </div>
      <LevelRow {...{ form, trans, onChange }} />
    </>
  );
}

type ValueInputProps = Pick<RunFormProps, 'form' | 'trans' | 'onChange'> & {
  readonly id: string;
  readonly fault: string | undefined;
};

function ValueInput({ form, trans, onChange, id, fault }: ValueInputProps): JSX.Element {
  const described = {
    id,
    'aria-invalid': fault !== undefined,
    ...(fault === undefined ? {} : { 'aria-describedby': `${id}-fault` })
  };
  return (
    <>
      {form.dataType === 'file' ? (
        <input
          {...described}
          type="text"
          value={form.file}
          placeholder={trans.__('folder/sample.eml, as the file browser shows it')}
          onChange={event => onChange({ file: event.currentTarget.value })}
        />
      ) : isObjectType(form.dataType) ? (
        <textarea
          {...described}
          rows={6}
          spellCheck={false}
          value={form.data}
          placeholder={trans.__('The object as JSON, for example {"_id": "~41", "caseId": 12, "title": "Phishing"}')}
          onChange={event => onChange({ data: event.currentTarget.value })}
        />
      ) : (
        <input
          {...described}
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={form.data}
          onChange={event => onChange({ data: event.currentTarget.value })}
        />
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="jp-HuntbookFault" role="alert">
          <span aria-hidden="true">✕</span> {fault}
        </p>
      )}
    </>
  );
}

type LevelRowProps = Pick<RunFormProps, 'form' | 'trans' | 'onChange'>;

/** Both in one row: they are seldom changed. */
function LevelRow({ form, trans, onChange }: LevelRowProps): JSX.Element {
  const id = useId();
  return (
    <>
      <label htmlFor={`${id}-tlp`}>{trans.__('TLP')}</label>
      <div className="jp-HuntbookRun-row">
        <Level id={`${id}-tlp`} value={form.tlp} trans={trans} onChange={tlp => onChange({ tlp })} />
        <label htmlFor={`${id}-pap`}>{trans.__('PAP')}</label>
        <Level id={`${id}-pap`} value={form.pap} trans={trans} onChange={pap => onChange({ pap })} />
      </div>
    </>
  );
}

type LevelProps = {
  readonly id: string;
  readonly value: number;
  readonly trans: TranslationBundle;
  readonly onChange: (level: number) => void;
};

function Level({ id, value, trans, onChange }: LevelProps): JSX.Element {
  return (
    <select id={id} value={value} onChange={event => onChange(Number(event.currentTarget.value))}>
      {levelChoices(trans).map(({ value: level, label }) => (
        <option key={level} value={level}>
          {label}
        </option>
      ))}
    </select>
  );
}

function valueLabel({ dataType }: RunForm, trans: TranslationBundle): string {
  if (dataType === 'file') return trans.__('File');
  return isObjectType(dataType) ? trans.__('Object') : trans.__('Observable');
}

function faultText(fault: FormFault | undefined, trans: TranslationBundle): string | undefined {
  if (fault === undefined || fault.field === 'value') return undefined;
  switch (fault.fault) {
    case 'missing':
      return fault.field === 'file'
        ? trans.__('Name a file of the server, as the file browser shows it.')
        : trans.__('Enter what the playbook is to look at.');
    case 'outside':
      return trans.__('The file must lie below the folder that the file browser shows.');
    case 'not-json':
      return trans.__('This is not JSON. Copy the object from TheHive, or from the input of a job in Cortex.');
    case 'not-object':
      return trans.__('A responder gets a JSON object: { … }.');
  }
}
