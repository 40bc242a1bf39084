import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { ICompanion } from '../../tokens.js';
import { RunSession } from './run-session.js';

export type RunModelOptions = {
  readonly notebooks: INotebookTracker;
  readonly companion: ICompanion;
  readonly keptRuns: () => number;
};

/** The panel follows the current notebook; each notebook has a session of its own, which lasts as long as it is open. */
export class RunModel implements IDisposable {
  readonly #options: RunModelOptions;
  readonly #changed = new Signal<this, void>(this);
  readonly #sessions = new Map<NotebookPanel, RunSession>();
  #session: RunSession | undefined;
  #isVisible = false;
  #isDisposed = false;

  constructor(options: RunModelOptions) {
    this.#options = options;
    options.notebooks.currentChanged.connect(this._onCurrentChanged, this);
    this._follow(options.notebooks.currentWidget);
  }

  get changed(): ISignal<this, void> {
    return this.#changed;
  }
  /** Of the current notebook; `undefined` before there was one. */
  get session(): RunSession | undefined {
    return this.#session;
  }
  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Nobody is asked for a panel that nobody sees. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (!this.#isDisposed) this.#session?.setVisible(isVisible);
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
    Signal.clearData(this);
  }

  private _onCurrentChanged(_: INotebookTracker, panel: NotebookPanel | null): void {
    // Without a current notebook the last one stays: one clicks into this panel, too.
    if (panel !== null) this._follow(panel);
  }

  private _follow(panel: NotebookPanel | null): void {
    if (panel === null || panel === this.#session?.panel) return;
    this.#session?.setVisible(false);
    this.#session?.changed.disconnect(this._onChanged, this);
    this.#session = this._sessionOf(panel);
    this.#session.changed.connect(this._onChanged, this);
    this.#session.setVisible(this.#isVisible);
    this.#changed.emit();
  }

  private _sessionOf(panel: NotebookPanel): RunSession {
    const known = this.#sessions.get(panel);
    if (known !== undefined) return known;
    const { companion, keptRuns } = this.#options;
    const session = new RunSession({ panel, companion, keptRuns });
    this.#sessions.set(panel, session);
    panel.disposed.connect(this._onPanelGone, this);
    return session;
  }

  private _onPanelGone(panel: NotebookPanel): void {
    const session = this.#sessions.get(panel);
    this.#sessions.delete(panel);
    session?.dispose();
    if (session !== this.#session) return;
    this.#session = undefined;
    this._follow(this.#options.notebooks.currentWidget);
    this.#changed.emit();
  }

  private _onChanged(): void {
    this.#changed.emit();
  }
}
