import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { CodeVisibility } from '../../report/index.js';
import { reportPage, type Ink } from './report-page.js';
import type { ReportRenderer } from './report-renderer.js';
import type { ReportAnswer, ReportRequest } from './report-request.js';
import type { ReportState, ViewOptions } from './report-state.js';

type ReportModelOptions = {
  readonly renderer: ReportRenderer;
  /** The colours of the theme, asked whenever a page is made. */
  readonly ink: () => Ink;
  readonly title: () => string;
  /** The file as it is now; asked only when the renderer has to be told. */
  readonly text: () => string;
};

/** The report of one file: asks the renderer, and holds what is shown. Owns the renderer. */
export class ReportModel implements IDisposable {
  readonly #options: ReportModelOptions;
  readonly #changed = new Signal<this, void>(this);
  #state: ReportState = { kind: 'loading' };
  #view: ViewOptions = { code: 'collapse', hasDetails: true };
  #request = 0;
  #isDisposed = false;

  constructor(options: ReportModelOptions) {
    this.#options = options;
  }

  get changed(): ISignal<this, void> {
    return this.#changed;
  }

  get state(): ReportState {
    return this.#state;
  }

  get view(): ViewOptions {
    return this.#view;
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Shows the report of the file as it is now. What was shown stays until the new one is there. */
  async show(): Promise<void> {
    const text = this.#options.text();
    if (this.#state.kind !== 'shown') this.#become({ kind: 'rendering', bytes: text.length });
    await this.#render(text);
  }

  /** The file could not be fetched at all. */
  fail(message: string): void {
    this.#become({ kind: 'failed', message });
  }

  async setCode(code: CodeVisibility): Promise<void> {
    this.#view = { ...this.#view, code };
    this.#changed.emit();
    await this.#render();
  }

  toggleDetails(): void {
    this.#view = { ...this.#view, hasDetails: !this.#view.hasDetails };
    this.#changed.emit();
  }

  /** The frame has laid the page out: until then its progress is shown. */
  drawn(): void {
    if (this.#state.kind === 'shown' && !this.#state.isDrawn) this.#become({ ...this.#state, isDrawn: true });
  }

  /** The same report in the colours of another theme. */
  recolour(): void {
    if (this.#state.kind !== 'shown') return;
    this.#become({ ...this.#state, page: reportPage(this.#state.report.html, this.#options.ink()) });
  }

  /** The report as a file of its own, or why there is none. */
  pageToSave(): Promise<ReportAnswer> {
    return this.#ask('page');
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#options.renderer.dispose();
    Signal.clearData(this);
  }

  async #render(text?: string): Promise<void> {
    const { ink } = this.#options;
    const request = (this.#request += 1);
    const answer = await this.#ask('fragment', text);
    // A later request has taken over: its answer is what the reader waits for.
    if (request !== this.#request || this.#isDisposed) return;
    if (answer.kind !== 'rendered') this.#become(answer);
    else {
      const { report } = answer;
      const page = reportPage(report.html, ink());
      // A frame that gets the page which it has does not load again, so nobody would say that it is drawn.
      const isDrawn = this.#state.kind === 'shown' && this.#state.page === page && this.#state.isDrawn;
      this.#become({ kind: 'shown', report, page, isDrawn });
    }
  }

  #ask(target: ReportRequest['target'], newText?: string): Promise<ReportAnswer> {
    const { renderer, title, text } = this.#options;
    const sent = newText ?? (renderer.holdsText ? undefined : text());
    return renderer.render({ text: sent, code: this.#view.code, target, title: title() });
  }

  #become(state: ReportState): void {
    this.#state = state;
    if (!this.#isDisposed) this.#changed.emit();
  }
}
