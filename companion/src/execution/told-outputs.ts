import type { OutputLimits } from './defaults.js';
import type { OutputEvent } from './output-event.js';
import { outputLength } from './output-length.js';
import type { Redaction } from './redaction.js';
import { toldEvent } from './told-event.js';

type Options = { readonly limits: OutputLimits; readonly redaction: Redaction | undefined };

/**
 * Decides which outputs are told. Text and displays of a cell that has told as much as is stored of it are not: they
 * would cost a flood's worth of redaction and tell nobody anything. Clearing the cell gives it its room back.
 */
export class ToldOutputs {
  readonly #options: Options;
  readonly #told = new Map<number, number>();

  #isFlood = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether the latest event was one too many. */
  get isFlood(): boolean {
    return this.#isFlood;
  }

  /** The event as consumers get it; nothing when the cell has told enough. */
  take(cell: number, event: OutputEvent): OutputEvent | undefined {
    const { limits, redaction } = this.#options;
    this.#isFlood = false;
    if (event.kind === 'clear') this.#told.delete(cell);
    if (event.kind === 'stream' || event.kind === 'display') {
      const told = this.#told.get(cell) ?? 0;
      this.#isFlood = told >= limits.cellBytes;
      if (this.#isFlood) return undefined;
      this.#told.set(cell, told + outputLength(event));
    }
    return toldEvent(event, { redaction, limitBytes: limits.outputBytes });
  }
}
