import type { JsonValue } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import type { Message } from '../kernel/index.js';
import { serializeCell, writeNotebookWith, cellTags, type Cell, type Notebook } from '../notebook/index.js';
import { pendingCell, storedCell, type CellRecord } from './cell-record.js';
import { RESULT_TAGS, type OutputLimits } from './defaults.js';
import { removeErrorMarkers } from './error-markers.js';
import { EMPTY_AREA, NO_OUTPUTS, type AreaKey, type OutputArea, type RunOutputs } from './output-area.js';
import type { OutputEvent } from './output-event.js';
import { outputLength } from './output-length.js';
import { addOutputEvents, type PlacedEvent, type PlacedGap } from './outputs.js';
import type { Redaction } from './redaction.js';
import { runMetadata, type PapermillOptions, type RunRecord } from './run-metadata.js';
import { storedOutputs } from './stored-outputs.js';
import { addCommMessage, capturingWidget, NO_WIDGETS, outputsSetBy, widgetMetadata, type Widgets } from './widgets.js';

type StateOptions = {
  readonly notebook: Notebook;
  readonly papermill: PapermillOptions;
  readonly limits: OutputLimits;
  readonly redaction: Redaction | undefined;
  readonly startedMs: number;
};

/** Events wait for the next fold in batches of this many: what a batch costs does not depend on who reads when. */
const BATCH = 1_000;
/** And of this many characters: what a limit will cut must not wait in memory. */
const BATCH_CHARACTERS = 1_000_000;

type Stored = {
  readonly record: CellRecord;
  readonly area: OutputArea;
  readonly cell: Cell;
  readonly isCut: boolean;
  readonly isWithheld: boolean;
};

/** Everything a run knows, in one place: the reducers decide, this keeps their latest answers. */
export class RunState {
  readonly #options: StateOptions;
  readonly #records: CellRecord[];
  readonly #stored = new Map<number, Stored>();
  readonly #texts = new WeakMap<Cell, string>();
  readonly #hasCaptured = new Set<string>();
  #batch: (PlacedEvent | PlacedGap)[] = [];
  #batchCharacters = 0;
  #outputs: RunOutputs = NO_OUTPUTS;
  #widgets: Widgets = NO_WIDGETS;
  #kernel: RunRecord['kernel'];
  #endedMs: number | undefined;

  constructor(options: StateOptions) {
    this.#options = options;
    this.#records = removeErrorMarkers(options.notebook.cells).map(pendingCell);
  }

  get cells(): readonly CellRecord[] {
    return this.#records;
  }

  get widgets(): Widgets {
    return this.#widgets;
  }

  record(cell: number, change: Partial<CellRecord>): void {
    const old = this.#records[cell];
    if (old !== undefined) this.#records[cell] = { ...old, ...change };
  }

  /** Adds one time of nbclient's `metadata.execution`. */
  recordTime(cell: number, name: string, time: string | undefined): void {
    const old = this.#records[cell];
    if (old !== undefined && time !== undefined) this.record(cell, { timing: { ...old.timing, [name]: time } });
  }

  recordKernel(kernel: NonNullable<RunRecord['kernel']>): void {
    this.#kernel = kernel;
  }

  recordEnd(endedMs: number): void {
    this.#endedMs = endedMs;
  }

  addOutput(at: AreaKey, event: OutputEvent): void {
    if (typeof at === 'string') this.#hasCaptured.add(at);
    this.#batch.push({ at, event });
    this.#batchCharacters += outputLength(event);
    if (this.#batch.length >= BATCH || this.#batchCharacters >= BATCH_CHARACTERS) this.#fold();
  }

  /** Outputs of a cell that were dropped unread. */
  addLeftOut(cell: number, outputs: number, bytes: number): void {
    this.#batch.push({ at: cell, event: { kind: 'leftOut', outputs, bytes } });
  }

  addComm(message: Message): void {
    this.#widgets = addCommMessage(this.#widgets, message, this.#options.limits.widgetBytes);
    const set = outputsSetBy(message);
    // Only a widget that captures has outputs of its own here; for others the state says it all.
    if (set === undefined || !this.#hasCaptured.has(set.widget)) return;
    this.addOutput(set.widget, { kind: 'clear', wait: false });
    for (const event of set.events) this.addOutput(set.widget, event);
  }

  /** The Output widget that takes what this request prints. */
  capturing(requestId: string): string | undefined {
    return capturingWidget(this.#widgets, requestId);
  }

  /** What an Output widget captured, as its state holds it. */
  capturedOutputs(id: string): readonly JsonValue[] | undefined {
    this.#fold();
    const area = this.#outputs.areas.get(id);
    return area === undefined ? undefined : storedOutputs(area, this.#options.limits, this.#options.redaction).outputs;
  }

  /** The notebook as it is now. Cells that did not change since the last call are the same objects. */
  toNotebook(): Notebook {
    this.#fold();
    const { notebook, papermill, redaction } = this.#options;
    const metadata = runMetadata(notebook.metadata, papermill, this.#runRecord());
    const cells = this.#records.map((record, index) => this.#store(record, index).cell);
    return { ...notebook, cells, metadata: redaction === undefined ? metadata : redaction.object(metadata) };
  }

  /** Its text; only cells that changed are serialised again. */
  toText(): string {
    const notebook = this.toNotebook();
    return writeNotebookWith(
      notebook,
      notebook.cells.map(cell => this.#textOf(cell))
    );
  }

  /** What was left out of the outputs: a problem per cell and reason. */
  problems(): readonly Problem[] {
    this.#fold();
    const cut = this.#records.flatMap((record, cell) => {
      const { isCut, isWithheld } = this.#store(record, cell);
      return [...(isCut ? [outputProblem(record, cell)] : []), ...(isWithheld ? [withheldProblem(cell)] : [])];
    });
    return this.#widgets.leftOut.size === 0 ? cut : [...cut, widgetProblem(this.#widgets.leftOut.size)];
  }

  #fold(): void {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchCharacters = 0;
    this.#outputs = addOutputEvents(this.#outputs, batch, this.#options.limits);
  }

  #store(record: CellRecord, index: number): Stored {
    const area = this.#outputs.areas.get(index) ?? EMPTY_AREA;
    const old = this.#stored.get(index);
    if (old !== undefined && old.record === record && old.area === area) return old;
    const { limits, redaction } = this.#options;
    const { outputs, isCut, isWithheld } = storedOutputs(area, limits, redaction);
    const stored = { record, area, isCut, isWithheld, cell: storedCell(record, { outputs, isCut, redaction }) };
    this.#stored.set(index, stored);
    return stored;
  }

  #textOf(cell: Cell): string {
    const known = this.#texts.get(cell);
    if (known !== undefined) return known;
    const text = serializeCell(cell);
    this.#texts.set(cell, text);
    return text;
  }

  #runRecord(): RunRecord {
    return {
      startedMs: this.#options.startedMs,
      endedMs: this.#endedMs,
      exception: this.#records.some(record => record.status === 'failed') ? true : null,
      kernel: this.#kernel,
      widgets: widgetMetadata(this.#widgets, id => this.capturedOutputs(id))
    };
  }
}

function outputProblem(record: CellRecord, cell: number): Problem {
  const isResult = cellTags(record.cell).some(tag => RESULT_TAGS.includes(tag));
  return {
    code: 'output-within-limit',
    severity: isResult ? 'error' : 'warning',
    at: { cell },
    message: isResult
      ? 'The results of this cell are not complete: its output was larger than what is stored.'
      : 'A part of the output of this cell was left out: it was larger than what is stored.',
    hint: 'Print less, or write large data to a file.'
  };
}

function withheldProblem(cell: number): Problem {
  return {
    code: 'output-without-secrets',
    severity: 'warning',
    at: { cell },
    message: 'The output of this cell showed a secret in parts; it was changed, or withheld.'
  };
}

function widgetProblem(widgets: number): Problem {
  return {
    code: 'widget-state-within-limit',
    severity: 'warning',
    at: {},
    message: `The state of ${widgets} ${widgets === 1 ? 'widget' : 'widgets'} was left out: it was too large.`
  };
}
