import type { OutputLimits } from './defaults.js';
import type { OutputEvent } from './output-event.js';
import { outputLength } from './output-length.js';
import type { Redaction } from './redaction.js';
import { toldEvent } from './told-event.js';
import { UnfinishedLines } from './unfinished-lines.js';

export type ToldOutput = { readonly cell: number; readonly event: OutputEvent };
type Options = { readonly limits: OutputLimits; readonly redaction: Redaction | undefined };

/**
 * Decides which outputs are told. Text and displays of a cell that has told as much as is stored of it are not: they
 * would cost a flood's worth of redaction and tell nobody anything. Clearing the cell gives it its room back. Where there
 * are secrets, an unfinished line waits for its end.
 */
export class ToldOutputs {
  readonly #options: Options;
  readonly #told = new Map<number, number>();
  readonly #unfinished = new UnfinishedLines();

  #isFlood = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether the latest event was one too many. */
  get isFlood(): boolean {
    return this.#isFlood;
  }

  /** What consumers get now: the event, what waited for it, or nothing when it waits or the cell has told enough. */
  take(cell: number, event: OutputEvent): readonly ToldOutput[] {
    const { limits } = this.#options;
    this.#isFlood = false;
    if (event.kind === 'clear') this.#told.delete(cell);
    if (event.kind === 'stream' || event.kind === 'display') {
      const told = this.#told.get(cell) ?? 0;
      this.#isFlood = told >= limits.cellBytes;
      if (this.#isFlood) return [];
      this.#told.set(cell, told + outputLength(event));
    }
    return this.#inLines(cell, event).map(each => this.#tell(each));
  }

  /** What still waits for the end of a line, of a cell or of all cells. */
  rest(cell?: number): readonly ToldOutput[] {
    return this.#unfinished.take(cell).map(each => this.#tell(each));
  }

  #inLines(cell: number, event: OutputEvent): readonly ToldOutput[] {
    if (this.#options.redaction === undefined) return [{ cell, event }];
    if (event.kind === 'stream') {
      const lines = this.#unfinished.add(cell, event);
      return lines === undefined ? [] : [{ cell, event: lines }];
    }
    // A display between the two halves of a line does not part them for a reader.
    return event.kind === 'clear' || event.kind === 'error'
      ? [...this.#unfinished.take(cell), { cell, event }]
      : [{ cell, event }];
  }

  #tell({ cell, event }: ToldOutput): ToldOutput {
    const { limits, redaction } = this.#options;
    return { cell, event: toldEvent(event, { redaction, limitBytes: limits.outputBytes }) };
  }
}
