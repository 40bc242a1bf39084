import { ReactWidget, UseSignal } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { JSX } from 'react';
import type { Problem } from '../../problem.js';
import { runIcon } from '../icons.js';
import { CellDecorator } from '../notebook/cell-decorator.js';
import { goToCell } from '../notebook/go-to-cell.js';
import { openLink } from '../notebook/open-link.js';
import { inkAt } from '../report-viewer/report-page.js';
import { failedMarkOf, paintFailedMark } from './failed-mark.js';
import { runCell } from './read-output.js';
import type { RunModel } from './run-model.js';
import { failedCell, type RunProgress } from './run-progress.js';
import type { RunSession } from './run-session.js';
import type { OpenCells } from './run-status.js';
import { RunView, type RunActions } from './run-view.js';

export type RunWidgetParts = {
  readonly model: RunModel;
  readonly trans: TranslationBundle;
  /** Puts the observable of the form into the notebook. */
  readonly onApply: () => void;
};

/** The panel "Run as Cortex". Owns its model and the mark at the cell that stopped a run. */
export class RunWidget extends ReactWidget {
  readonly #parts: RunWidgetParts;
  #decorator: CellDecorator | undefined;
  #decorated: NotebookPanel | undefined;
  #shownMark = '';
  /** The panel was opened by key, and its form is not there yet. */
  #wantsField = false;

  constructor(parts: RunWidgetParts) {
    super();
    this.#parts = parts;
    this.id = 'huntbook-run';
    this.addClass('jp-HuntbookRun');
    this.title.label = parts.trans.__('Run as Cortex');
    this.title.icon = runIcon;
    this.title.closable = true;
    this.node.tabIndex = -1;
    // Keys belong to the form here, not to the notebook.
    this.node.dataset['lmSuppressShortcuts'] = 'true';
    this.node.addEventListener('pointerdown', () => (this.#wantsField = false));
    parts.model.changed.connect(this._onChanged, this);
  }

  get model(): RunModel {
    return this.#parts.model;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#parts.model.changed.disconnect(this._onChanged, this);
    this.#parts.model.dispose();
    this._endMarks();
    super.dispose();
  }

  /** The theme has changed: the frame is told its colours. */
  recolour(): void {
    this.update();
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    // A panel that is added visible is never told that it was shown.
    this.#parts.model.setVisible(this.isVisible);
  }

  /** Whoever opens the panel by key goes on in it: at the observable, as soon as that is there. */
  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this.node.focus();
    this.#wantsField = true;
    this._focusField();
  }

  private _focusField(): void {
    if (!this.#wantsField || document.activeElement !== this.node) return;
    const field = this.node.querySelector<HTMLElement>('form input, form textarea');
    this.#wantsField = field === null;
    field?.focus({ preventScroll: true });
  }

  protected override onAfterShow(): void {
    this.#parts.model.setVisible(true);
  }

  protected override onAfterHide(): void {
    this.#parts.model.setVisible(false);
  }

  protected override render(): JSX.Element {
    return <UseSignal signal={this.#parts.model.changed}>{() => this._view()}</UseSignal>;
  }

  private _view(): JSX.Element {
    const { model, trans } = this.#parts;
    const { session } = model;
    const cells = openCells(session?.panel);
    return (
      <RunView
        name={session?.panel.title.label}
        state={session?.state}
        cells={cells}
        locate={problem => located(problem, session?.state.progress, cells)}
        ink={inkAt(this.node)}
        trans={trans}
        actions={this.#actions}
      />
    );
  }

  readonly #actions: RunActions = {
    onChange: change => this.model.session?.change(change),
    onSample: name => this.model.session?.chooseSample(name),
    onDeleteSample: name => void this.model.session?.deleteSample(name),
    onRun: () => void this.model.session?.run(),
    onCancel: () => void this.model.session?.cancel(),
    onApply: () => this.#parts.onApply(),
    onShow: job => void this.model.session?.show(job),
    onCompare: (one, other) => void this.model.session?.compare(one, other),
    onDelete: job => void this.model.session?.remove(job),
    onRetry: () => void this.model.session?.open(),
    onView: view => this.model.session?.setView(view),
    onSaveSample: name => void this.model.session?.saveSample(name),
    onLink: address => void openLink(address, this.#parts.trans),
    goTo: cell => void goToCell(this.model.session?.panel ?? null, cell)
  };

  private _onChanged(): void {
    const { session } = this.model;
    // After React has drawn.
    requestAnimationFrame(() => this._focusField());
    if (session?.panel !== this.#decorated) {
      this._endMarks();
      this.#decorated = session?.panel;
      this.#decorator = session === undefined ? undefined : decoratorOf(session, this.#parts.trans);
    }
    const mark = session === undefined ? '' : JSON.stringify(failedMarkOf(session.state) ?? '');
    if (mark !== this.#shownMark) this.#decorator?.refresh();
    this.#shownMark = mark;
  }

  /** A mark that nobody keeps up to date any more is taken away. */
  private _endMarks(): void {
    this.#decorator?.dispose();
    const panel = this.#decorated;
    if (panel === undefined || panel.isDisposed) return;
    for (const cell of panel.content.widgets) {
      paintFailedMark(cell, { panel, mark: undefined, trans: this.#parts.trans });
    }
  }
}

function decoratorOf(session: RunSession, trans: TranslationBundle): CellDecorator {
  const { panel } = session;
  return new CellDecorator(panel, cell => paintFailedMark(cell, { panel, mark: failedMarkOf(session.state), trans }));
}

const LINE_LENGTH = 80;

function openCells(panel: NotebookPanel | undefined): OpenCells {
  const widgets = panel?.content.widgets ?? [];
  const indexes = new Map(widgets.map(({ model }, index) => [model.id, index] as const));
  return {
    indexOf: id => (id === undefined ? undefined : indexes.get(id)),
    lineOf: index =>
      widgets[index]?.model.sharedModel.getSource().trimStart().split('\n', 1)[0]?.slice(0, LINE_LENGTH) ?? ''
  };
}

/** A problem names a cell of the stored notebook; a reader wants that of the open one. */
function located(problem: Problem, progress: RunProgress | undefined, cells: OpenCells): Problem {
  const { cell, ...place } = problem.at;
  if (cell === undefined || progress === undefined) return problem;
  const ran = runCell(cell, failedCell(progress)?.cell);
  const index = ran === undefined ? undefined : cells.indexOf(progress.cellIds[ran]);
  return { ...problem, at: index === undefined ? place : { ...place, cell: index } };
}
