import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { Signal, type ISignal } from '@lumino/signaling';
import type { OperationTarget, Results } from '../../playbook/index.js';
import type { IPlaybookChecks } from '../../tokens.js';
import { ChartPictures, type DrawChart } from './chart-pictures.js';
import type { LiveResults } from '../checks/live-results.js';
import type { RenderedReport } from '../report-viewer/report-request.js';
import type { ReportRenderer } from '../report-viewer/report-renderer.js';

/** The long report follows when one pauses; the results, which are quick to read, follow sooner. */
const PAUSE_MS = 1_000;

type PreviewModelOptions = {
  readonly notebooks: INotebookTracker;
  readonly checks: IPlaybookChecks;
  readonly renderer: ReportRenderer;
  readonly draw: DrawChart;
};

/**
 * What the preview shows: the results and the report of the current notebook as it stands in memory, saved or not. Works
 * only while it is visible. Owns the renderer.
 */
export class PreviewModel implements IDisposable {
  readonly #options: PreviewModelOptions;
  readonly #changed = new Signal<this, void>(this);
  readonly #pause: Debouncer<void, void, []>;
  readonly #pictures: ChartPictures;
  #panel: NotebookPanel | null = null;
  #live: LiveResults | undefined;
  #report: RenderedReport | undefined;
  #failure: string | undefined;
  #target: OperationTarget = { entity: 'observable', parent: 'case', thehive: 5 };
  #isPinned = false;
  #showsRaw = false;
  #isVisible = false;
  #isStale = true;
  #request = 0;
  #isDisposed = false;

  constructor(options: PreviewModelOptions) {
    this.#options = options;
    this.#pause = new Debouncer(() => this._render().catch((error: unknown) => this._fail(error)), PAUSE_MS);
    this.#pictures = new ChartPictures(options.draw, () => this._renderSoon(true));
    options.notebooks.currentChanged.connect(this._onCurrentChanged, this);
    this._follow(options.notebooks.currentWidget);
  }

  get changed(): ISignal<this, void> {
    return this.#changed;
  }
  get panel(): NotebookPanel | null {
    return this.#panel;
  }
  get results(): Results | undefined {
    return this.#live?.results;
  }
  get report(): RenderedReport | undefined {
    return this.#report;
  }
  /** Why there is no report, where there should be one. */
  get failure(): string | undefined {
    return this.#failure;
  }
  get target(): OperationTarget {
    return this.#target;
  }
  get showsRaw(): boolean {
    return this.#showsRaw;
  }
  get isPinned(): boolean {
    return this.#isPinned;
  }
  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** What operations act on, and which TheHive imports. */
  setTarget(target: OperationTarget): void {
    this.#target = target;
    this.#changed.emit();
  }

  /** Stays with this notebook, or follows the current one again. */
  togglePin(): void {
    this.#isPinned = !this.#isPinned;
    if (!this.#isPinned) this._follow(this.#options.notebooks.currentWidget);
    this.#changed.emit();
  }

  /** The text of the raw JSON is made only while somebody looks at it. */
  setShowsRaw(showsRaw: boolean): void {
    if (showsRaw === this.#showsRaw) return;
    this.#showsRaw = showsRaw;
    this.#changed.emit();
    if (showsRaw) this._renderSoon(false);
  }

  /** Nothing is computed for a preview that nobody sees. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (!isVisible || this.#isDisposed) return;
    this.#changed.emit();
    if (this.#isStale) this._renderSoon(this.#report !== undefined);
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#pause.dispose();
    this.#options.renderer.dispose();
    Signal.clearData(this);
  }

  private _onCurrentChanged(_: INotebookTracker, panel: NotebookPanel | null): void {
    // Without a current notebook the last one stays: one clicks into the preview, too.
    if (!this.#isPinned && panel !== null) this._follow(panel);
  }

  private _follow(panel: NotebookPanel | null): void {
    if (panel === this.#panel) return;
    this._leave();
    this.#panel = panel;
    if (panel !== null) {
      this.#live = this.#options.checks.resultsOf(panel);
      this.#live.changed.connect(this._onResults, this);
      panel.content.modelContentChanged.connect(this._onContent, this);
      panel.disposed.connect(this._onPanelGone, this);
    }
    this.#changed.emit();
    this._renderSoon(false);
  }

  private _leave(): void {
    this.#live?.changed.disconnect(this._onResults, this);
    this.#panel?.content.modelContentChanged.disconnect(this._onContent, this);
    this.#panel?.disposed.disconnect(this._onPanelGone, this);
    this.#panel = null;
    this.#live = undefined;
    this.#report = undefined;
    this.#failure = undefined;
    this.#request += 1;
  }

  private _onPanelGone(): void {
    this._leave();
    this.#isPinned = false;
    this._follow(this.#options.notebooks.currentWidget);
    this.#changed.emit();
  }

  private _onResults(): void {
    if (this.#isVisible) this.#changed.emit();
    this._renderSoon(true);
  }

  private _onContent(): void {
    this._renderSoon(true);
  }

  private _renderSoon(waits: boolean): void {
    this.#isStale = true;
    if (!this.#isVisible || this.#isDisposed) return;
    if (waits) this.#pause.invoke().catch(() => undefined);
    else this._render().catch((error: unknown) => this._fail(error));
  }

  /** The notebook could not be loaded, or not be written down: the panel says so instead of waiting for ever. */
  private _fail(error: unknown): void {
    this.#failure = String(error);
    this.#changed.emit();
  }

  private async _render(): Promise<void> {
    const panel = this.#panel;
    if (panel === null || !this.#isVisible || this.#isDisposed) return;
    await panel.context.ready;
    const notebook = panel.isDisposed ? null : panel.content.model;
    // Meanwhile another notebook can have been chosen, whose report this one must not replace.
    if (notebook === null || panel !== this.#panel) return;
    this.#isStale = false;
    const request = (this.#request += 1);
    const text = JSON.stringify(this.#pictures.fill(notebook.toJSON()));
    const title = panel.title.label;
    const full = this.#showsRaw ? 'text' : 'size';
    const answer = await this.#options.renderer.render({ text, code: 'collapse', target: 'fragment', title, full });
    if (request !== this.#request || this.#isDisposed) return;
    if (answer.kind === 'rendered') this.#report = answer.report;
    this.#failure = answer.kind === 'failed' ? answer.message : undefined;
    this.#changed.emit();
  }
}
