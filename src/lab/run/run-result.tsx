import type { TranslationBundle } from '@jupyterlab/translation';
import { useId, useState, type JSX } from 'react';
import type { Problem } from '../../problem.js';
import type { Comparison, Job } from '../../service-api/index.js';
import { ProblemList } from '../components/problem-list.js';
import { Section } from '../components/section.js';
import { ArtifactTable } from '../preview/artifact-table.js';
import { MiniReports } from '../preview/mini-reports.js';
import { OperationList } from '../preview/operation-list.js';
import { ReportFrame } from '../preview/report-frame.js';
import type { Ink } from '../report-viewer/report-page.js';
import { targetOf } from './choices.js';
import { DifferenceList } from './difference-list.js';
import type { RunResult } from './read-output.js';
import type { Outcome } from './session-state.js';

export type RunResultProps = {
  readonly job: Job;
  /** The cell that stopped the run is named above already. */
  readonly isNamed: boolean;
  readonly outcome: Outcome | undefined;
  readonly ink: Ink;
  readonly trans: TranslationBundle;
  readonly onLink: (address: string) => void;
  readonly goTo: (cell: number) => void;
  /** The problem with its place in the open notebook. */
  readonly locate: (problem: Problem) => Problem;
  readonly onSaveSample: (name: string) => void;
};

/** What a run that has ended found, as Cortex would hand it to TheHive. */
export function RunResultView(props: RunResultProps): JSX.Element {
  const { job, outcome, trans } = props;
  if (outcome === undefined) {
    return (
      <div className="jp-HuntbookProgress" role="status">
        <progress aria-label={trans.__('Reading the result')} /> {trans.__('Reading the result…')}
      </div>
    );
  }
  const { result, expectation } = outcome;
  return (
    <>
      {expectation !== undefined && <Expectation comparison={expectation} sample={job.sample ?? ''} trans={trans} />}
      <Ending {...props} result={result} />
      {result === 'unread' && (
        <p className="jp-HuntbookNote">
          {trans.__('The result could not be read. Open the run again from the history.')}
        </p>
      )}
      {typeof result === 'object' && result.kind === 'found' && <Found {...props} result={result} />}
      {typeof result === 'object' && (
        <SaveSample key={job.id} sample={job.sample} trans={trans} onSave={props.onSaveSample} />
      )}
    </>
  );
}

type ExpectationProps = {
  readonly comparison: Comparison;
  readonly sample: string;
  readonly trans: TranslationBundle;
};

function Expectation({ comparison, sample, trans }: ExpectationProps): JSX.Element {
  const { isEqual, differences } = comparison;
  return (
    <div className={`jp-HuntbookBanner jp-type-${isEqual ? 'success' : 'error'}`} role="status">
      <span aria-hidden="true">{isEqual ? '✓' : '✕'}</span>
      <div>
        <b>
          {isEqual
            ? trans.__('As the sample “%1” expects', sample)
            : trans.__('Not as the sample “%1” expects', sample)}
        </b>
        {!isEqual && (
          <DifferenceList
            differences={differences}
            words={{ missing: trans.__('expected'), unexpected: trans.__('found') }}
            trans={trans}
          />
        )}
      </div>
    </div>
  );
}

type EndingProps = RunResultProps & { readonly result: Outcome['result'] };

/** Why a run ended as it did, where that was not well. */
function Ending({ job, result, isNamed, trans }: EndingProps): JSX.Element | null {
  const reason =
    typeof result === 'string' ? job.error : result.kind === 'failed' ? result.message : (result.failure ?? job.error);
  if (job.status === 'completed' || (reason === null && result !== 'missing')) return null;
  return (
    <Section title={trans.__('Why it ended')}>
      {job.status === 'interrupted' && (
        <p>{trans.__('The service ended before the run did. What was found until then is kept; run it again.')}</p>
      )}
      {job.status === 'cancelled' && result === 'missing' && (
        <p>{trans.__('It was cancelled before it found anything.')}</p>
      )}
      {reason !== null && (
        <details open={!isNamed}>
          <summary>{trans.__('In the words of the worker')}</summary>
          <pre className="jp-HuntbookRun-reason">{reason.slice(0, MAX_REASON)}</pre>
        </details>
      )}
    </Section>
  );
}

const MAX_REASON = 5_000;

type FoundProps = RunResultProps & { readonly result: Extract<RunResult, { kind: 'found' }> };

function Found({ job, result, ink, trans, onLink, goTo, locate }: FoundProps): JSX.Element {
  const { taxonomies, artifacts, operations, problems, message, html } = result;
  return (
    <>
      {message !== undefined && <p>{message}</p>}
      {problems.length > 0 && (
        <Section title={trans.__('Problems')} count={problems.length}>
          <ProblemList problems={problems.map(locate)} trans={trans} goTo={goTo} />
        </Section>
      )}
      <Section title={trans.__('Mini reports')} count={taxonomies.length}>
        {taxonomies.length === 0 ? (
          <p className="jp-HuntbookNote">{trans.__('None: no cell with the role taxonomies has printed one.')}</p>
        ) : (
          <MiniReports taxonomies={taxonomies} trans={trans} />
        )}
      </Section>
      <Section title={trans.__('Artifacts')} count={artifacts.length}>
        {artifacts.length === 0 ? (
          <p className="jp-HuntbookNote">{trans.__('None: no cell with the role artifacts has printed one.')}</p>
        ) : (
          <ArtifactTable artifacts={artifacts} thehive={5} trans={trans} />
        )}
      </Section>
      {operations.length > 0 && (
        <Section title={trans.__('Operations')} count={operations.length}>
          <OperationList operations={operations} target={targetOf(job.dataType)} trans={trans} />
        </Section>
      )}
      {html !== undefined && (
        <Section title={trans.__('Long report')}>
          <div className="jp-HuntbookRun-report">
            <ReportFrame
              key={job.id}
              fragment={html}
              ink={ink}
              title={trans.__('Long report of the run as TheHive shows it')}
              onLink={onLink}
            />
          </div>
        </Section>
      )}
    </>
  );
}

type SaveSampleProps = {
  readonly sample: string | null;
  readonly trans: TranslationBundle;
  readonly onSave: (name: string) => void;
};

function SaveSample({ sample, trans, onSave }: SaveSampleProps): JSX.Element {
  const id = useId();
  const [name, setName] = useState(sample ?? '');
  return (
    <Section title={trans.__('Keep as a sample')}>
      <p className="jp-HuntbookNote">
        {trans.__('Saves this input and what was found beside the notebook; “huntbook test” checks it, too.')}
      </p>
      <form
        className="jp-HuntbookRun-row"
        onSubmit={event => {
          event.preventDefault();
          if (name.trim() !== '') onSave(name.trim());
        }}
      >
        <label htmlFor={id} className="jp-HuntbookHidden">
          {trans.__('Name of the sample')}
        </label>
        <input
          id={id}
          type="text"
          maxLength={200}
          value={name}
          placeholder={trans.__('Name of the sample')}
          onChange={event => setName(event.currentTarget.value)}
        />
        <button type="submit" className="jp-HuntbookButton" disabled={name.trim() === ''}>
          {trans.__('Save sample')}
        </button>
      </form>
    </Section>
  );
}
