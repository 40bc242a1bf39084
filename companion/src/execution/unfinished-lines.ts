import type { OutputEvent } from './output-event.js';

type StreamEvent = Extract<OutputEvent, { readonly kind: 'stream' }>;

/** An unfinished line grows to this; then it is told as it is. */
const LONGEST_LINE = 65_536;

/**
 * Keeps the unfinished last line of each stream until its end comes, so that a secret that a kernel prints in two
 * messages is seen whole, and redacted, before anybody is told. Linear in what is printed.
 */
export class UnfinishedLines {
  readonly #held = new Map<number, Map<string, StreamEvent>>();

  /** What may be told now: all that was held and this event, up to the last line end; nothing when there is none. */
  add(cell: number, event: StreamEvent): StreamEvent | undefined {
    const { name, text } = event.output;
    const streams = this.#held.get(cell) ?? new Map<string, StreamEvent>();
    this.#held.set(cell, streams);
    const before = streams.get(name)?.output.text ?? '';
    // Only the new piece is searched: what is held has no line end.
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    const isTooLong = before.length + text.length - end > LONGEST_LINE;
    const cut = isTooLong ? text.length : end;
    if (cut === 0) {
      streams.set(name, withText(event, before + text));
      return undefined;
    }
    if (cut === text.length) streams.delete(name);
    else streams.set(name, withText(event, text.slice(cut)));
    return withText(event, before + text.slice(0, cut));
  }

  /** Gives up the unfinished lines of a cell, or of all cells. */
  take(cell?: number): readonly { readonly cell: number; readonly event: StreamEvent }[] {
    const cells = cell === undefined ? [...this.#held.keys()] : [cell];
    return cells.flatMap(each => {
      const streams = [...(this.#held.get(each)?.values() ?? [])];
      this.#held.delete(each);
      return streams.map(event => ({ cell: each, event }));
    });
  }
}

function withText(event: StreamEvent, text: string): StreamEvent {
  return { ...event, output: { ...event.output, text } };
}
