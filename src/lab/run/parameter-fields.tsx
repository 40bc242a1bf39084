import type { TranslationBundle } from '@jupyterlab/translation';
import { useId, useState, type JSX } from 'react';
import type { FormField } from '../../service-api/index.js';
import type { FormFault, RunForm } from './run-form.js';

type Values = RunForm['values'];

type ParameterFieldsProps = {
  readonly fields: readonly FormField[];
  readonly values: Values;
  readonly fault: FormFault | undefined;
  readonly trans: TranslationBundle;
  readonly onChange: (values: Values) => void;
};

/** The parameters of the playbook that Cortex leaves at their defaults, each with the control of its type. */
export function ParameterFields({ fields, values, fault, trans, onChange }: ParameterFieldsProps): JSX.Element {
  const own = fields.filter(({ setBy }) => setBy === 'playbook');
  const changed = own.filter(({ name }) => Object.hasOwn(values, name)).length;
  const [isOpen, setOpen] = useState(changed > 0);
  return (
    <details
      className="jp-HuntbookRun-wide jp-HuntbookParameters"
      open={isOpen || fault?.field === 'value'}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        {trans.__('Parameters')}
        <span className="jp-HuntbookCount">
          {changed === 0 ? trans.__('as the notebook says') : trans._n('%1 changed', '%1 changed', changed)}
        </span>
      </summary>
      <p className="jp-HuntbookNote">
        {trans.__('Only for trying: in a job of Cortex they always have the values that stand in the notebook.')}
      </p>
      <div className="jp-HuntbookRun-form">
        {own.map(field => (
          <ParameterRow
            key={field.name}
            field={field}
            value={Object.hasOwn(values, field.name) ? values[field.name] : undefined}
            fault={fault?.field === 'value' && fault.name === field.name ? fault.fault : undefined}
            trans={trans}
            onChange={value => onChange(withValue(values, field.name, value))}
          />
        ))}
      </div>
    </details>
  );
}

function withValue(values: Values, name: string, value: string | undefined): Values {
  const { [name]: _before, ...rest } = values;
  return value === undefined ? rest : { ...rest, [name]: value };
}

type ParameterRowProps = {
  readonly field: FormField;
  readonly value: string | undefined;
  readonly fault: 'not-integer' | 'not-number' | undefined;
  readonly trans: TranslationBundle;
  /** `undefined` goes back to the default. */
  readonly onChange: (value: string | undefined) => void;
};

function ParameterRow({ field, value, fault, trans, onChange }: ParameterRowProps): JSX.Element {
  const id = useId();
  const { name, type, help, control } = field;
  const isDescribed = help !== '' || fault !== undefined;
  return (
    <>
      <label htmlFor={id}>
        <code>{name}</code>
        {type !== null && <span className="jp-HuntbookNote"> {type}</span>}
      </label>
      <div>
        <div className="jp-HuntbookRun-row">
          <ParameterControl {...{ field, value, onChange, id, isDescribed }} isInvalid={fault !== undefined} />
          {value !== undefined && (
            <button
              type="button"
              className="jp-HuntbookLink"
              aria-label={trans.__('Back to the default of %1', name)}
              onClick={() => onChange(undefined)}
            >
              {trans.__('Default')}
            </button>
          )}
        </div>
        {isDescribed && (
          <p id={`${id}-help`} className={fault === undefined ? 'jp-HuntbookNote' : 'jp-HuntbookFault'}>
            {fault === undefined ? help : faultText(fault, trans)}
          </p>
        )}
        {control === 'code' && (
          <p className="jp-HuntbookNote">{trans.__('Computed by the notebook: change it there.')}</p>
        )}
      </div>
    </>
  );
}

function faultText(fault: 'not-integer' | 'not-number', trans: TranslationBundle): string {
  return fault === 'not-integer' ? trans.__('✕ This is not a whole number.') : trans.__('✕ This is not a number.');
}

type ParameterControlProps = Pick<ParameterRowProps, 'field' | 'value' | 'onChange'> & {
  readonly id: string;
  readonly isDescribed: boolean;
  readonly isInvalid: boolean;
};

function ParameterControl({ field, value, onChange, id, isDescribed, isInvalid }: ParameterControlProps): JSX.Element {
  const text = value ?? (field.value === null ? '' : String(field.value));
  const described = { id, 'aria-invalid': isInvalid, ...(isDescribed ? { 'aria-describedby': `${id}-help` } : {}) };
  if (field.control === 'boolean') {
    return (
      <input
        {...described}
        type="checkbox"
        checked={text === 'true'}
        onChange={event => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (field.control === 'code') return <input {...described} type="text" readOnly value={field.source} />;
  return (
    <input
      {...described}
      type="text"
      inputMode={field.control === 'text' ? 'text' : 'decimal'}
      spellCheck={false}
      value={text}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
