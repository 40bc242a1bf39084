import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Problem } from '../../problem.js';
import type { Ink } from '../report-viewer/report-page.js';
import { HistoryView, type HistoryProps } from './history-view.js';
import { RunFormView, type RunFormProps } from './run-form-view.js';
import { failedCell, isOver } from './run-progress.js';
import { RunResultView } from './run-result.js';
import { RunStatus, type OpenCells } from './run-status.js';
import type { SessionState } from './session-state.js';
import { RefusalView, TroubleView } from './trouble-view.js';

/** What a person can do in the panel. */
export type RunActions = Pick<
  RunFormProps,
  'onChange' | 'onSample' | 'onDeleteSample' | 'onRun' | 'onCancel' | 'onApply'
> &
  Pick<HistoryProps, 'onShow' | 'onCompare' | 'onDelete'> & {
    readonly onRetry: () => void;
    readonly onView: (view: SessionState['view']) => void;
    readonly onSaveSample: (name: string) => void;
    readonly onLink: (address: string) => void;
    readonly goTo: (cell: number) => void;
  };

export type RunViewProps = {
  readonly name: string | undefined;
  readonly state: SessionState | undefined;
  readonly cells: OpenCells;
  readonly locate: (problem: Problem) => Problem;
  readonly ink: Ink;
  readonly trans: TranslationBundle;
  readonly actions: RunActions;
};

/** The panel "Run as Cortex" of one notebook. */
export function RunView(props: RunViewProps): JSX.Element {
  const { name, state, trans, actions } = props;
  if (name === undefined || state === undefined) {
    return (
      <div className="jp-HuntbookMessage">
        <h2>{trans.__('No notebook is open')}</h2>
        <p>{trans.__('Open a playbook, and run a copy of it here as Cortex would.')}</p>
      </div>
    );
  }
  const { service } = state;
  switch (service.kind) {
    case 'asked':
      return <Asked isSlow={service.isSlow} trans={trans} />;
    case 'trouble':
      return <TroubleView trouble={service.trouble} trans={trans} onRetry={actions.onRetry} />;
    case 'there':
      return (
        <>
          <Bar name={name} state={state} trans={trans} onView={actions.onView} />
          <div className="jp-HuntbookRun-body">
            {service.problems.map(({ code, message }) => (
              <p key={code} className="jp-HuntbookBanner jp-type-warning" role="status">
                <span aria-hidden="true">!</span> {message}
              </p>
            ))}
            {state.view === 'run' ? <RunPage {...props} state={state} /> : <HistoryPage {...props} state={state} />}
          </div>
        </>
      );
  }
}

function Asked({ isSlow, trans }: { readonly isSlow: boolean; readonly trans: TranslationBundle }): JSX.Element {
  return (
    <div className="jp-HuntbookMessage" role="status">
      <h2>{trans.__('The companion service starts…')}</h2>
      <progress aria-label={trans.__('Waiting for the service')} />
      {isSlow && (
        <p>
          {trans.__(
            'This takes longer than usual. It is given 45 seconds; the first start after an installation is the slowest.'
          )}
        </p>
      )}
    </div>
  );
}

type BarProps = Pick<RunViewProps, 'trans'> & {
  readonly name: string;
  readonly state: SessionState;
  readonly onView: RunActions['onView'];
};

function Bar({ name, state: { view, history }, trans, onView }: BarProps): JSX.Element {
  return (
    <div className="jp-HuntbookReport-bar" role="toolbar" aria-label={trans.__('Run as Cortex')}>
      <b className="jp-HuntbookPreview-name">{name}</b>
      <div className="jp-HuntbookChoice" role="group" aria-label={trans.__('What is shown')}>
        <button type="button" aria-pressed={view === 'run'} onClick={() => onView('run')}>
          {trans.__('Current run')}
        </button>
        <button type="button" aria-pressed={view === 'history'} onClick={() => onView('history')}>
          {trans.__('History (%1)', history.length)}
        </button>
      </div>
    </div>
  );
}

type PageProps = RunViewProps & { readonly state: SessionState };

function RunPage({ state, cells, locate, ink, trans, actions }: PageProps): JSX.Element {
  const { progress, outcome, refusal, done } = state;
  const isRunning = progress !== undefined && !isOver(progress.job);
  return (
    <>
      <RunFormView {...state} {...actions} isRunning={isRunning} trans={trans} />
      {refusal !== undefined && <RefusalView refusal={refusal} trans={trans} />}
      {progress === undefined ? (
        <p className="jp-HuntbookNote">
          {trans.__(
            'Runs a copy of the notebook as it is now, saved or not, in a kernel of its own, exactly as the worker of Cortex does. This notebook and its kernel stay as they are.'
          )}
        </p>
      ) : (
        <RunStatus progress={progress} cells={cells} trans={trans} goTo={actions.goTo} />
      )}
      {progress !== undefined && !isRunning && (
        <RunResultView
          job={progress.job}
          isNamed={failedCell(progress) !== undefined}
          {...{ outcome, ink, trans, locate }}
          {...actions}
        />
      )}
      {done !== undefined && (
        <p className="jp-HuntbookNote" role="status">
          <span aria-hidden="true">✓</span>{' '}
          {done === 'sample-saved' ? trans.__('The sample is saved.') : trans.__('The sample is deleted.')}
        </p>
      )}
    </>
  );
}

function HistoryPage({ state, trans, actions }: PageProps): JSX.Element {
  const { history, comparison, progress, refusal } = state;
  return (
    <>
      {refusal !== undefined && <RefusalView refusal={refusal} trans={trans} />}
      <HistoryView {...{ history, comparison, trans }} shown={progress?.job.id} {...actions} />
    </>
  );
}
