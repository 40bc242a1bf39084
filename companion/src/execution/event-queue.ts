import { outputLength } from './output-length.js';
import type { RunEvent } from './run-event.js';

/** A piece of stream text grows to this while nobody takes events; then the next piece starts. */
const MERGED_CHARACTERS = 65_536;
/** A consumer that lets more than this many events wait loses output events, never others. */
const WAITING_EVENTS = 20_000;
/** The same for one that lets this many characters of output wait. */
const WAITING_CHARACTERS = 32 * 1024 * 1024;

/**
 * Events from the run to the one consumer of its generator. `push` never waits: a slow consumer must not slow down the
 * kernel, nor fill the memory. Adjacent stream text of one cell that nobody took yet becomes one event.
 */
export class EventQueue implements AsyncIterable<RunEvent> {
  #waiting: RunEvent[] = [];
  #taken = 0;
  #characters = 0;
  #wake: (() => void) | undefined;
  #hasEnded = false;

  push(event: RunEvent): void {
    if (this.#hasEnded) return;
    if (event.kind === 'cellOutput') {
      if (this.#isFull()) return;
      this.#characters += outputLength(event.event);
      if (this.#merge(event)) return;
    }
    this.#waiting.push(event);
    this.#wake?.();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent, void> {
    for (;;) {
      const event = this.#take();
      if (event !== undefined) yield event;
      else if (this.#hasEnded) return;
      else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }

  #isFull(): boolean {
    return this.#waiting.length - this.#taken >= WAITING_EVENTS || this.#characters >= WAITING_CHARACTERS;
  }

  #take(): RunEvent | undefined {
    const event = this.#waiting[this.#taken];
    if (event !== undefined) this.#taken += 1;
    if (event?.kind === 'cellOutput') this.#characters -= outputLength(event.event);
    if (this.#taken === this.#waiting.length) {
      this.#waiting = [];
      this.#taken = 0;
    }
    return event;
  }

  #merge(event: RunEvent & { kind: 'cellOutput' }): boolean {
    const last = this.#waiting.at(-1);
    if (last?.kind !== 'cellOutput' || last.cell !== event.cell || event.event.kind !== 'stream') return false;
    if (last.event.kind !== 'stream' || last.event.output.name !== event.event.output.name) return false;
    if (last.event.output.text.length > MERGED_CHARACTERS) return false;
    const output = { ...last.event.output, text: last.event.output.text + event.event.output.text };
    this.#waiting[this.#waiting.length - 1] = { ...last, event: { kind: 'stream', output } };
    return true;
  }
}
