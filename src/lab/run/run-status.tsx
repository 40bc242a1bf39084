import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useRef, type JSX } from 'react';
import { durationText, momentText, statusText } from './choices.js';
import { failedCell, isOver, type CellProgress, type RunProgress } from './run-progress.js';

/** The open notebook, as far as the log of a run needs it. Indexes count from 0. */
export type OpenCells = {
  readonly indexOf: (id: string | undefined) => number | undefined;
  /** The first line of the code of a cell. */
  readonly lineOf: (index: number) => string;
};

type RunStatusProps = {
  readonly progress: RunProgress;
  readonly cells: OpenCells;
  readonly trans: TranslationBundle;
  readonly goTo: (cell: number) => void;
};

/** How the run goes: state, progress, what its cells print, and where it stopped. */
export function RunStatus({ progress, cells, trans, goTo }: RunStatusProps): JSX.Element {
  const { job, lost } = progress;
  const failed = failedCell(progress);
  return (
    <div className="jp-HuntbookRun-status">
      <StatusLine progress={progress} trans={trans} />
      {lost !== undefined && !isOver(job) && (
        <p className="jp-HuntbookBanner jp-type-warning" role="status">
          <span aria-hidden="true">!</span>
          {trans.__('The connection to the service broke. The run goes on without it; looking for it again…')}
        </p>
      )}
      {failed !== undefined && isOver(job) && <FailedCell {...{ failed, progress, cells, trans, goTo }} />}
      <CellLog {...{ progress, cells, trans, goTo }} />
    </div>
  );
}

function StatusLine({ progress, trans }: Pick<RunStatusProps, 'progress' | 'trans'>): JSX.Element {
  const { job, cells, ended } = progress;
  const { sign, word, kind } = statusText(job.status, trans);
  const isLive = !isOver(job);
  return (
    <>
      <p className={`jp-HuntbookRun-state jp-type-${kind}`} role="status">
        <span aria-hidden="true">{sign}</span> <b>{word}</b> <span>{phaseText(progress, trans)}</span>
      </p>
      {isLive && (
        <progress
          aria-label={trans.__('Progress of the run')}
          {...(cells === undefined || cells === 0 ? {} : { max: cells, value: ended })}
        />
      )}
      <p className="jp-HuntbookNote">
        {trans.__('%1 · %2', job.dataType, job.observable)}
        {job.sample !== null && ` · ${trans.__('sample %1', job.sample)}`}
        {job.isUnsaved && ` · ${trans.__('with changes that were not saved')}`}
      </p>
    </>
  );
}

function phaseText({ job, cells, kernel, ended }: RunProgress, trans: TranslationBundle): string {
  if (job.status === 'queued') return trans.__('for its turn: other runs go first.');
  if (!isOver(job)) {
    if (cells === undefined) return trans.__('The worker starts…');
    if (kernel === undefined) return trans.__('The kernel starts…');
    return trans.__('%1 of %2 cells', ended, cells);
  }
  const [from, to] = [job.startedAtUtc, job.finishedAtUtc];
  if (from === null || to === null) return '';
  const tookMs = new Date(to).getTime() - new Date(from).getTime();
  return trans.__('at %1, after %2', momentText(to), durationText(tookMs, trans));
}

type FailedCellProps = RunStatusProps & { readonly failed: CellProgress };

function FailedCell({ failed, progress, cells, trans, goTo }: FailedCellProps): JSX.Element {
  const index = cells.indexOf(progress.cellIds[failed.cell]);
  return (
    <div className="jp-HuntbookBanner jp-type-error">
      <span aria-hidden="true">✕</span>
      <div>
        <b>
          {index === undefined
            ? trans.__('A cell that is not in the notebook any more stopped the run')
            : trans.__('Cell %1 stopped the run', index + 1)}
        </b>
        {failed.error !== undefined && <pre>{failed.error}</pre>}
        {index !== undefined && (
          <button type="button" className="jp-HuntbookButton" onClick={() => goTo(index)}>
            {trans.__('Go to cell %1', index + 1)}
          </button>
        )}
      </div>
    </div>
  );
}

/** Beyond this nobody reads on; the report has all of it. */
const MOST_SHOWN = 200;

function CellLog({ progress, cells, trans, goTo }: RunStatusProps): JSX.Element {
  const { begun, job } = progress;
  const end = useRef<HTMLLIElement>(null);
  const isLive = !isOver(job);
  useEffect(() => {
    // Inside its own box only: the panel stays where one reads.
    const box = end.current?.parentElement;
    if (isLive && box) box.scrollTop = box.scrollHeight;
  }, [begun, isLive]);
  const hidden = Math.max(0, begun.length - MOST_SHOWN);
  return (
    <details className="jp-HuntbookRun-log" open={isLive ? true : undefined}>
      <summary>
        {trans.__('Cells')}
        <span className="jp-HuntbookCount">{begun.length}</span>
      </summary>
      <ol role="log" aria-label={trans.__('What the cells print')} tabIndex={0}>
        {hidden > 0 && <li className="jp-HuntbookNote">{trans._n('%1 cell before', '%1 cells before', hidden)}</li>}
        {begun.slice(hidden).map((entry, position) => (
          <CellEntry
            key={hidden + position}
            {...{ entry, trans, goTo }}
            index={cells.indexOf(progress.cellIds[entry.cell])}
            line={cells.lineOf(cells.indexOf(progress.cellIds[entry.cell]) ?? -1)}
          />
        ))}
        <li ref={end} className="jp-HuntbookHidden" aria-hidden="true" />
      </ol>
    </details>
  );
}

type CellEntryProps = {
  readonly entry: CellProgress;
  readonly index: number | undefined;
  readonly line: string;
  readonly trans: TranslationBundle;
  readonly goTo: (cell: number) => void;
};

function CellEntry({ entry, index, line, trans, goTo }: CellEntryProps): JSX.Element {
  const { status, durationMs, tail, error } = entry;
  const { sign, word, kind } = statusText(status, trans);
  return (
    <li className={`jp-HuntbookRun-cell jp-type-${kind}`}>
      <div className="jp-HuntbookRun-cellHead">
        <span className="jp-HuntbookRun-sign" aria-hidden="true">
          {sign}
        </span>
        <span className="jp-HuntbookHidden">{word}</span>
        {index === undefined ? (
          <span className="jp-HuntbookPlace">{trans.__('Set by Cortex')}</span>
        ) : (
          <button type="button" className="jp-HuntbookLink" onClick={() => goTo(index)}>
            {trans.__('Cell %1', index + 1)}
          </button>
        )}
        <code>{line}</code>
        {durationMs !== undefined && <span className="jp-HuntbookNote">{durationText(durationMs, trans)}</span>}
      </div>
      {tail.trim() !== '' && <pre>{tail.trimEnd().split('\n').slice(-TAIL_LINES).join('\n')}</pre>}
      {error !== undefined && <pre className="jp-type-error">{error}</pre>}
    </li>
  );
}

const TAIL_LINES = 6;
