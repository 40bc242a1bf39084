import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { OperationTarget, Results } from '../../playbook/index.js';
import type { Problem } from '../../problem.js';
import { ProblemList, type Fix } from '../components/problem-list.js';
import { Section } from '../components/section.js';
import type { Ink } from '../report-viewer/report-page.js';
import type { RenderedReport } from '../report-viewer/report-request.js';
import { ArtifactTable } from './artifact-table.js';
import { MiniReports } from './mini-reports.js';
import { OperationList } from './operation-list.js';
import { RawJson } from './raw-json.js';
import { ReportFrame } from './report-frame.js';
import { SizeMeters } from './size-meters.js';
import { targetChoices } from './targets.js';

type PreviewViewProps = {
  readonly name: string | undefined;
  readonly results: Results | undefined;
  readonly report: Pick<RenderedReport, 'html' | 'bytes' | 'full'> | undefined;
  readonly failure: string | undefined;
  readonly target: OperationTarget;
  readonly isPinned: boolean;
  readonly showsRaw: boolean;
  readonly cachedUntil: string | undefined;
  readonly ink: Ink;
  readonly trans: TranslationBundle;
  readonly onPin: () => void;
  readonly onRaw: (showsRaw: boolean) => void;
  readonly onTarget: (target: OperationTarget) => void;
  readonly onLink: (address: string) => void;
  readonly goTo: (cell: number) => void;
  readonly fixOf: (problem: Problem) => Fix | undefined;
};

/** What TheHive will show of the notebook, part by part. */
export function PreviewView(props: PreviewViewProps): JSX.Element {
  const { name, results, trans } = props;
  if (name === undefined || results === undefined) {
    return (
      <div className="jp-HuntbookMessage">
        <h2>{trans.__('No notebook is open')}</h2>
        <p>{trans.__('Open a notebook, and this panel shows what TheHive will make of it.')}</p>
      </div>
    );
  }
  return (
    <div className="jp-HuntbookPreview-body">
      <Bar {...props} name={name} />
      <div className="jp-HuntbookPreview-results">
        <ResultSections {...props} results={results} />
        <RawJson text={props.report?.full?.text} isOpen={props.showsRaw} trans={trans} onToggle={props.onRaw} />
      </div>
      <LongReport {...props} />
    </div>
  );
}

function Bar({
  name,
  isPinned,
  target,
  trans,
  onPin,
  onTarget
}: PreviewViewProps & { readonly name: string }): JSX.Element {
  const choices = targetChoices(trans);
  const current = choices.find(
    choice => choice.target.entity === target.entity && choice.target.parent === target.parent
  );
  return (
    <div className="jp-HuntbookReport-bar" role="toolbar" aria-label={trans.__('Preview')}>
      <b className="jp-HuntbookPreview-name">{name}</b>
      <button
        type="button"
        className="jp-HuntbookButton"
        aria-pressed={isPinned}
        title={isPinned ? trans.__('Follow the current notebook again') : trans.__('Stay with this notebook')}
        onClick={onPin}
      >
        {isPinned ? trans.__('Pinned') : trans.__('Pin')}
      </button>
      <div className="jp-HuntbookChoice" role="group" aria-label={trans.__('Version of TheHive')}>
        {([4, 5] as const).map(thehive => (
          <button
            type="button"
            key={thehive}
            aria-pressed={target.thehive === thehive}
            onClick={() => onTarget({ ...target, thehive })}
          >
            {trans.__('TheHive %1', thehive)}
          </button>
        ))}
      </div>
      <label>
        {trans.__('Run for')}{' '}
        <select
          value={current?.id}
          onChange={event => {
            const chosen = choices.find(({ id }) => id === event.currentTarget.value);
            if (chosen !== undefined) onTarget({ ...target, ...chosen.target });
          }}
        >
          {choices.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function ResultSections({
  results,
  target,
  trans,
  goTo,
  fixOf,
  cachedUntil
}: PreviewViewProps & { readonly results: Results }): JSX.Element {
  const { taxonomies, artifacts, operations, problems } = results;
  return (
    <>
      {problems.length > 0 && (
        <Section title={trans.__('Problems')} count={problems.length}>
          <ProblemList {...{ problems, trans, goTo, fixOf }} />
        </Section>
      )}
      <Section title={trans.__('Mini reports')} count={taxonomies.length}>
        {taxonomies.length === 0 ? (
          <Empty
            text={trans.__('None: no cell with the role taxonomies has printed one. Run it, or give a cell the role.')}
          />
        ) : (
          <MiniReports taxonomies={taxonomies} trans={trans} />
        )}
      </Section>
      <Section title={trans.__('Artifacts')} count={artifacts.length}>
        {artifacts.length === 0 ? (
          <Empty text={trans.__('None: no cell with the role artifacts has printed one.')} />
        ) : (
          <ArtifactTable {...{ artifacts, trans, goTo, thehive: target.thehive }} />
        )}
      </Section>
      {operations.length > 0 && (
        <Section title={trans.__('Operations')} count={operations.length}>
          <OperationList {...{ operations, target, trans, goTo }} />
        </Section>
      )}
      {cachedUntil !== undefined && (
        <Empty
          text={trans.__(
            'This notebook was saved a short while ago: until %1 Cortex may answer with the result of the version before, from its cache of ten minutes.',
            cachedUntil
          )}
        />
      )}
    </>
  );
}

function Empty({ text }: { readonly text: string }): JSX.Element {
  return <p className="jp-HuntbookNote">{text}</p>;
}

function LongReport({ report, failure, ink, trans, onLink }: PreviewViewProps): JSX.Element {
  if (failure !== undefined) {
    return (
      <div className="jp-HuntbookMessage" role="alert">
        <h2>{trans.__('The report could not be made')}</h2>
        <pre>{failure.slice(0, 500)}</pre>
      </div>
    );
  }
  if (report === undefined) {
    return (
      <div className="jp-HuntbookProgress" role="status">
        <progress aria-label={trans.__('Rendering')} /> {trans.__('Rendering the report…')}
      </div>
    );
  }
  return (
    <>
      <SizeMeters reportBytes={report.bytes} outputBytes={report.full?.outputBytes} trans={trans} />
      <ReportFrame
        fragment={report.html}
        ink={ink}
        title={trans.__('Long report as TheHive shows it')}
        onLink={onLink}
      />
    </>
  );
}
