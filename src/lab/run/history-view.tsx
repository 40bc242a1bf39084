import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import type { Job } from '../../service-api/index.js';
import { Section } from '../components/section.js';
import { momentText, statusText } from './choices.js';
import { DifferenceList } from './difference-list.js';
import { isOver } from './run-progress.js';
import type { RunComparison } from './session-state.js';

export type HistoryProps = {
  readonly history: readonly Job[];
  readonly shown: string | undefined;
  readonly comparison: RunComparison | undefined;
  readonly trans: TranslationBundle;
  readonly onShow: (job: Job) => void;
  readonly onCompare: (one: Job, other: Job) => void;
  readonly onDelete: (job: Job) => void;
};

/** The runs of the notebook, newest first; two of them can be chosen and compared. */
export function HistoryView(props: HistoryProps): JSX.Element {
  const { history, comparison, trans, onCompare } = props;
  const [chosen, choose] = useState<readonly string[]>([]);
  if (history.length === 0) {
    return <p className="jp-HuntbookNote">{trans.__('This notebook has not been run yet.')}</p>;
  }
  const [one, other] = history.filter(({ id }) => chosen.includes(id));
  return (
    <>
      <table className="jp-HuntbookTable jp-HuntbookHistory">
        <thead>
          <tr>
            <th scope="col">{trans.__('Compare')}</th>
            <th scope="col">{trans.__('Run')}</th>
            <th scope="col">{trans.__('Input')}</th>
            <th scope="col">{trans.__('Found')}</th>
            <th scope="col">
              <span className="jp-HuntbookHidden">{trans.__('Delete')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {history.map(job => (
            <HistoryRow
              key={job.id}
              {...props}
              job={job}
              isChosen={chosen.includes(job.id)}
              onChoose={() => choose(toggled(chosen, job.id))}
            />
          ))}
        </tbody>
      </table>
      <div className="jp-HuntbookRun-buttons">
        <button
          type="button"
          className="jp-HuntbookButton"
          disabled={one === undefined || other === undefined}
          onClick={() => {
            if (one !== undefined && other !== undefined) onCompare(one, other);
          }}
        >
          {trans.__('Compare the two')}
        </button>
        <span className="jp-HuntbookNote">{trans.__('%1 of 2 chosen', chosen.length)}</span>
      </div>
      {comparison !== undefined && <ComparisonView {...comparison} trans={trans} />}
    </>
  );
}

/** A third choice takes the place of the first. */
function toggled(chosen: readonly string[], id: string): readonly string[] {
  return chosen.includes(id) ? chosen.filter(each => each !== id) : [...chosen, id].slice(-2);
}

type HistoryRowProps = HistoryProps & {
  readonly job: Job;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function HistoryRow({ job, shown, trans, isChosen, onChoose, onShow, onDelete }: HistoryRowProps): JSX.Element {
  const { sign, word, kind } = statusText(job.status, trans);
  const moment = momentText(job.createdAtUtc);
  const isComparable = isOver(job) && job.sizes.result !== null;
  return (
    <tr aria-current={job.id === shown ? 'true' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={trans.__('Compare the run of %1', moment)}
          checked={isChosen}
          disabled={!isComparable}
          onChange={onChoose}
        />
      </td>
      <td>
        <span className={`jp-HuntbookRun-sign jp-type-${kind}`} aria-hidden="true">
          {sign}
        </span>{' '}
        <button type="button" className="jp-HuntbookLink" onClick={() => onShow(job)}>
          {moment}
        </button>
        <div className="jp-HuntbookNote">{word}</div>
      </td>
      <td>
        <code>{job.observable}</code>
        <div className="jp-HuntbookNote">{job.sample === null ? job.dataType : trans.__('sample %1', job.sample)}</div>
      </td>
      <td>{foundText(job, trans)}</td>
      <td>
        {isOver(job) && (
          <button
            type="button"
            className="jp-HuntbookLink"
            aria-label={trans.__('Delete the run of %1', moment)}
            onClick={() => onDelete(job)}
          >
            {trans.__('Delete')}
          </button>
        )}
      </td>
    </tr>
  );
}

function foundText({ findings }: Job, trans: TranslationBundle): string {
  if (findings === null) return '–';
  const parts = [
    trans._n('%1 mini report', '%1 mini reports', findings.taxonomies.length),
    trans._n('%1 artifact', '%1 artifacts', findings.artifacts),
    ...(findings.problems === 0 ? [] : [trans._n('%1 problem', '%1 problems', findings.problems)])
  ];
  return parts.join(', ');
}

type ComparisonProps = RunComparison & { readonly trans: TranslationBundle };

function ComparisonView({ older, newer, comparison, trans }: ComparisonProps): JSX.Element {
  const [before, after] = [momentText(older.createdAtUtc), momentText(newer.createdAtUtc)];
  return (
    <Section title={trans.__('%1 and %2', before, after)}>
      {comparison.isEqual ? (
        <p role="status">
          <span aria-hidden="true">✓</span> {trans.__('Both runs found the same.')}
        </p>
      ) : (
        <DifferenceList
          differences={comparison.differences}
          words={{ missing: trans.__('only at %1', before), unexpected: trans.__('only at %1', after) }}
          trans={trans}
        />
      )}
    </Section>
  );
}
