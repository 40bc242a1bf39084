/** A byte sequence to find. A match is widened by `before` and `after` base64 digits, which hold a part of the secret as well. */
export type Pattern = { readonly bytes: readonly number[]; readonly before: 0 | 1; readonly after: 0 | 1 };

/** Extent of a match that ends at the current byte: `length` bytes back, and the widening. */
export type Match = { readonly length: number; readonly before: number; readonly after: number };

const NONE = -1;

/** A state that was reached: its successor for every byte that was asked for. */
export type Row = { readonly state: number; readonly match: Match | undefined; readonly next: (Row | undefined)[] };

/**
 * Finds any of many byte sequences in one pass, whatever their number (Aho and Corasick, 1975). States keep their
 * successors as short lists; a state that is reached gets a row with its successor for every byte, filled on demand:
 * memory grows with the patterns and with what of them stands in the text, reading costs one look-up per byte.
 */
export class ByteMatcher {
  /** The longest pattern, in bytes. */
  readonly longest: number;
  readonly #rows: (Row | undefined)[] = [];
  readonly #byte: number[] = [0];
  readonly #firstChild: number[] = [NONE];
  readonly #nextSibling: number[] = [NONE];
  readonly #fallback: number[] = [0];
  readonly #match: (Match | undefined)[] = [undefined];

  constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) this.#insert(pattern);
    this.#connect();
    this.longest = Math.max(0, ...patterns.map(pattern => pattern.bytes.length));
  }

  /** The row of a state; reading starts in state 0. */
  rowOf(state: number): Row {
    return (this.#rows[state] ??= {
      state,
      match: this.#match[state],
      next: new Array<undefined>(256).fill(undefined)
    });
  }

  /** The row after one more byte, when `row.next` does not know it yet. */
  advance(row: Row, byte: number): Row {
    return (row.next[byte] = this.rowOf(this.#search(row.state, byte)));
  }

  #search(state: number, byte: number): number {
    for (let current = state; ; current = this.#fallback[current] ?? 0) {
      const child = this.#child(current, byte);
      if (child !== NONE) return child;
      if (current === 0) return 0;
    }
  }

  #child(state: number, byte: number): number {
    let child = this.#firstChild[state] ?? NONE;
    while (child !== NONE && this.#byte[child] !== byte) child = this.#nextSibling[child] ?? NONE;
    return child;
  }

  #insert({ bytes, before, after }: Pattern): void {
    let state = 0;
    for (const byte of bytes) {
      let child = this.#child(state, byte);
      if (child === NONE) {
        child = this.#byte.length;
        this.#byte.push(byte);
        this.#firstChild.push(NONE);
        this.#nextSibling.push(this.#firstChild[state] ?? NONE);
        this.#fallback.push(0);
        this.#match.push(undefined);
        this.#firstChild[state] = child;
      }
      state = child;
    }
    if (state !== 0) this.#match[state] = widest(this.#match[state], { length: bytes.length, before, after });
  }

  /** Breadth first: the fallback of a state is the longest proper suffix that is a state itself. */
  #connect(): void {
    const queue = [0];
    for (let head = 0; head < queue.length; head += 1) {
      const state = queue[head] ?? 0;
      for (let child = this.#firstChild[state] ?? NONE; child !== NONE; child = this.#nextSibling[child] ?? NONE) {
        const fallback = state === 0 ? 0 : this.#search(this.#fallback[state] ?? 0, this.#byte[child] ?? 0);
        this.#fallback[child] = fallback;
        this.#match[child] = widest(this.#match[child], this.#match[fallback]);
        queue.push(child);
      }
    }
  }
}

function widest(one: Match | undefined, other: Match | undefined): Match | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    length: Math.max(one.length, other.length),
    before: Math.max(one.before, other.before),
    after: Math.max(one.after, other.after)
  };
}
