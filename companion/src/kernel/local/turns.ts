import { setImmediate as nextTurn } from 'node:timers/promises';

type Budget = { readonly messages: number; readonly bytes: number };

/**
 * Gives timers, signals and other sockets their turn. A socket that always has a message resolves in microtasks only,
 * and until the next macrotask Node neither runs those nor frees the buffers that ZeroMQ handed over.
 */
export class Turns {
  readonly #budget: Budget;
  #messages = 0;
  #bytes = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Counts one message; a promise to wait for when the others are due. */
  count(bytes: number): Promise<void> | undefined {
    this.#messages += 1;
    this.#bytes += bytes;
    if (this.#messages < this.#budget.messages && this.#bytes < this.#budget.bytes) return undefined;
    this.#messages = 0;
    this.#bytes = 0;
    return nextTurn();
  }
}
