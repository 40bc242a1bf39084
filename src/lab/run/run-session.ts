import type { CellList, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Job, JobRequest, SampleFile, SampleUpdate } from '../../service-api/index.js';
import type { ICompanion } from '../../tokens.js';
import { withinLimit } from '../companion/within-limit.js';
import { VERSION } from '../version.js';
import { readOutcome, readRun } from './read-run.js';
import { formOfRequest, formOfSample, inputOf, valuesOf, type FormFault, type RunForm } from './run-form.js';
import { isOver, startProgress, type RunProgress } from './run-progress.js';
import { changeForm, expiredRuns, FIRST_STATE, withJob, type SessionState } from './session-state.js';
import { troubleOf } from './trouble.js';
import { unsavedContent, wholeContent } from './notebook-content.js';

export type SessionOptions = {
  readonly panel: NotebookPanel;
  readonly companion: ICompanion;
  /** How many runs that ended are kept of a notebook; asked each time. */
  readonly keptRuns: () => number;
};

/** After this a person is told that it takes longer than usual. */
const SLOW_MS = 3_000;

/**
 * The runs of one open notebook: what the form holds, the run that is shown, and its history. Asks the service only while
 * somebody looks; a run goes on without it, and is taken up again where it was left.
 */
export class RunSession implements IDisposable {
  readonly #options: SessionOptions;
  readonly #changed = new Signal<this, void>(this);
  #state: SessionState = FIRST_STATE;
  #reading: AbortController | undefined;
  #isVisible = false;
  #isOpened = false;
  /** The run whose result is being read, or was. */
  #outcomeOf: string | undefined;
  #cells: CellList | undefined;
  #frame = 0;
  #isDisposed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { panel } = options;
    panel.disposed.connect(this.dispose, this);
    panel.context.pathChanged.connect(this._onPathChanged, this);
    panel.content.modelChanged.connect(this._onModelChanged, this);
    this._onModelChanged();
  }

  get changed(): ISignal<this, void> {
    return this.#changed;
  }
  get state(): SessionState {
    return this.#state;
  }
  get panel(): NotebookPanel {
    return this.#options.panel;
  }
  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Somebody looks, or does not any more: a run is read only for readers. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible || this.#isDisposed) return;
    this.#isVisible = isVisible;
    if (!isVisible) this.#reading?.abort();
    else if (this.#isOpened) {
      const { progress } = this.#state;
      const isWhole = progress === undefined || (isOver(progress.job) && this.#state.outcome !== undefined);
      if (!isWhole) void this._follow();
    } else void this.open();
  }

  /** Asks the service for everything about this notebook, and takes up the run that goes on, or shows the last one. */
  async open(): Promise<void> {
    this.#isOpened = true;
    const { companion } = this.#options;
    const { form } = this.#state;
    this._set({ service: { kind: 'asked', isSlow: false }, refusal: undefined });
    const slow = setTimeout(() => {
      if (this.#state.service.kind === 'asked') this._set({ service: { kind: 'asked', isSlow: true } });
    }, SLOW_MS);
    try {
      const { problems } = await withinLimit(companion.health(VERSION));
      this._set({ service: { kind: 'there', problems } });
      await Promise.all([this._readHistory(), this.readSamples(), this.readParameters()]);
    } catch (error) {
      this._set({ service: { kind: 'trouble', trouble: troubleOf(error) } });
      return;
    } finally {
      clearTimeout(slow);
    }
    const { history } = this.#state;
    const job = history.find(each => !isOver(each)) ?? history[0];
    if (job !== undefined && this.#state.progress === undefined) await this.show(job, form);
  }

  setView(view: SessionState['view']): void {
    this._set({ view });
    if (view === 'history') void this._try(() => this._readHistory());
  }

  change(change: Partial<RunForm>): void {
    this._set({ form: changeForm(this.#state.form, change), fault: undefined, done: undefined });
  }

  /** Says in the form what is wrong with it. */
  setFault(fault: FormFault): void {
    this._set({ fault, view: 'run' });
  }

  chooseSample(name: string): void {
    const { samples, form } = this.#state;
    const sample = samples?.samples.find(each => each.name === name);
    if (samples === undefined || sample === undefined) this.change({ sample: undefined });
    else this._set({ form: formOfSample(sample, samples.path, form), fault: undefined, done: undefined });
  }

  /** Runs a copy of the notebook as it is now. */
  async run(): Promise<void> {
    if (this.#state.isStarting) return;
    this._set({ isStarting: true, refusal: undefined, fault: undefined, done: undefined, view: 'run' });
    await this._try(() => this._start());
    this._set({ isStarting: false });
  }

  async cancel(): Promise<void> {
    const { progress } = this.#state;
    if (progress === undefined) return;
    await this._try(async () => {
      const job = await withinLimit(this.#options.companion.cancel(progress.job.id));
      // The end itself is told by the stream, unless it waited only. Meanwhile one can have chosen another run.
      const now = this.#state.progress;
      if (isOver(job) && now?.job.id === job.id) this._told({ ...now, job });
    });
  }

  /** Shows a run: live when it goes on, else what it found. The form repeats it, unless one has typed since `form`. */
  async show(job: Job, form: RunForm = this.#state.form): Promise<void> {
    this._begin(job);
    this._set({ view: 'run' });
    await this._try(async () => {
      const asked = formOfRequest(await withinLimit(this.#options.companion.request(job.id)));
      const isUntouched = this.#state.form === form && this.#state.progress?.job.id === job.id;
      if (isUntouched) this._set({ form: asked, fault: undefined });
    });
  }

  /** What the newer of two runs found and the older did not, and the other way round. */
  async compare(one: Job, other: Job): Promise<void> {
    const [older, newer] = one.id < other.id ? [one, other] : [other, one];
    await this._try(async () => {
      const comparison = await withinLimit(this.#options.companion.compare(newer.id, older.id));
      this._set({ comparison: { older, newer, comparison } });
    });
  }

  async remove(job: Job): Promise<void> {
    await this._try(async () => {
      await withinLimit(this.#options.companion.remove(job.id));
      const { history, progress } = this.#state;
      this._set({ history: history.filter(({ id }) => id !== job.id), comparison: undefined });
      if (progress?.job.id === job.id) this._set({ progress: undefined, outcome: undefined });
    });
  }

  /** Keeps the input of the run that is shown, and what it found, as a sample. */
  async saveSample(name: string): Promise<void> {
    const { progress } = this.#state;
    if (progress === undefined) return;
    await this._try(async () => {
      const samples = await withinLimit(this.#options.companion.saveAsSample(progress.job.id, name));
      const form = { ...this.#state.form, sample: name };
      this._set({ samples, samplesFault: undefined, form, done: 'sample-saved' });
    });
  }

  async deleteSample(name: string): Promise<void> {
    const { samples } = this.#state;
    if (samples === undefined) return;
    const { path: _path, ...rest } = samples;
    const update: SampleUpdate = { ...rest, samples: rest.samples.filter(each => each.name !== name) };
    await this._try(async () => {
      const after = await withinLimit(this.#options.companion.saveSamples(this._path, update));
      this._set({ samples: after, form: { ...this.#state.form, sample: undefined }, done: 'sample-deleted' });
    });
  }

  async readSamples(): Promise<void> {
    try {
      const samples = await withinLimit(this.#options.companion.samples(this._path));
      this._set({ samples, samplesFault: undefined });
    } catch (error) {
      // Samples that are broken, or a notebook that was never saved: one can run without them.
      this._set({ samples: undefined, samplesFault: troubleOf(error).message });
    }
  }

  /** The form of the parameters cell as it is now. */
  async readParameters(): Promise<void> {
    try {
      const content = await wholeContent(this.panel);
      this._set({ parameters: await withinLimit(this.#options.companion.form(this._path, content)) });
    } catch {
      // What is wrong with the notebook is said by the run; without a form it has its defaults.
      this._set({ parameters: undefined });
    }
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#reading?.abort();
    cancelAnimationFrame(this.#frame);
    Signal.clearData(this);
  }

  private get _path(): string {
    return this.panel.context.localPath;
  }

  private async _start(): Promise<void> {
    await this.readParameters();
    const { form, parameters, samples } = this.#state;
    const input = inputOf(form);
    const values = valuesOf(form, parameters?.fields ?? []);
    if ('fault' in input) return this._set({ fault: input.fault });
    if ('fault' in values) return this._set({ fault: values.fault });
    const request: JobRequest = {
      notebook: this._path,
      ...(await unsavedContent(this.panel)),
      input: input.value,
      ...(form.sample === undefined ? {} : { sample: form.sample, ...configOf(samples) }),
      ...(values.value === undefined ? {} : { values: values.value })
    };
    this._begin(await withinLimit(this.#options.companion.start(request)));
  }

  /** Runs and samples are kept by the path of the notebook: under another name it begins anew. */
  private _onPathChanged(): void {
    this.#reading?.abort();
    this._set({ ...FIRST_STATE, form: this.#state.form });
    this.#isOpened = false;
    if (this.#isVisible) void this.open();
  }

  private _onModelChanged(): void {
    this.#cells?.changed.disconnect(this._onCellsChanged, this);
    this.#cells = this.panel.content.model?.cells;
    this.#cells?.changed.connect(this._onCellsChanged, this);
  }

  /** Cells came, went or moved: what is shown names them by their number. */
  private _onCellsChanged(): void {
    this._setSoon({});
  }

  private _begin(job: Job): void {
    this.#reading?.abort();
    const progress = startProgress(job);
    this.#outcomeOf = undefined;
    this._set({ progress, outcome: undefined, history: withJob(this.#state.history, job) });
    void this._follow();
  }

  /** Reads the run that is shown, from where it was left, until it ends or nobody looks. */
  private async _follow(): Promise<void> {
    const { progress } = this.#state;
    if (progress === undefined || !this.#isVisible) return;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const { signal } = reading;
    try {
      await readRun(this.#options.companion, progress, { signal, onProgress: next => this._told(next) });
    } catch (error) {
      if (!signal.aborted) this._set({ refusal: troubleOf(error) });
    }
  }

  private _told(progress: RunProgress): void {
    this._setSoon({ progress, history: withJob(this.#state.history, progress.job) });
    // A run that is over tells all its events again: its result is read once.
    if (!isOver(progress.job) || this.#outcomeOf === progress.job.id) return;
    this.#outcomeOf = progress.job.id;
    void this._readOutcome(progress.job);
  }

  private async _readOutcome(job: Job): Promise<void> {
    const isShown = (): boolean => this.#state.progress?.job.id === job.id;
    try {
      const outcome = await readOutcome(this.#options.companion, job);
      if (isShown()) this._set({ outcome });
    } catch (error) {
      if (isShown()) this._set({ refusal: troubleOf(error), outcome: { result: 'unread', expectation: undefined } });
    }
    await this._expire();
  }

  private async _readHistory(): Promise<void> {
    const { jobs } = await withinLimit(this.#options.companion.list({ notebook: this._path, limit: 100 }));
    this._set({ history: jobs });
  }

  private async _expire(): Promise<void> {
    const { history, progress } = this.#state;
    const expired = expiredRuns(history, this.#options.keptRuns()).filter(id => id !== progress?.job.id);
    if (expired.length === 0) return;
    // Another page can have deleted them already.
    await Promise.allSettled(expired.map(id => this.#options.companion.remove(id)));
    this._set({ history: this.#state.history.filter(({ id }) => !expired.includes(id)) });
  }

  /** Does what a press asks for; what is refused is said beside the button. */
  private async _try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this._set({ refusal: undefined });
    } catch (error) {
      this._set({ refusal: troubleOf(error) });
    }
  }

  private _set(change: Partial<SessionState>): void {
    if (this.#isDisposed) return;
    this.#state = { ...this.#state, ...change };
    this.#changed.emit();
  }

  /** As `_set`, but drawn at most once a frame: a notebook can print more than a page can show. */
  private _setSoon(change: Partial<SessionState>): void {
    if (this.#isDisposed) return;
    this.#state = { ...this.#state, ...change };
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#isDisposed) this.#changed.emit();
    });
  }
}

/** Items of the worker that the samples of a notebook run with. */
function configOf(samples: SampleFile | undefined): Pick<JobRequest, 'config'> {
  const config = samples?.config ?? {};
  return Object.keys(config).length === 0 ? {} : { config };
}
