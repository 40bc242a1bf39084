/** Counts what was left out of untrusted HTML, by element name or, in brackets, attribute name: `script`, `[onclick]`. */
export class DroppedCounts {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    const known = NAME.test(name) && (this.#counts.has(name) || this.#counts.size < MAX_NAMES);
    const key = known ? name : 'other';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

/** Names are the attacker's: only plain ones are repeated, and not more than a reviewer would read. */
const NAME = /^(?:[a-z][a-z0-9-]{0,23}|\[[a-z][a-z0-9-]{0,23}\])$/;
const MAX_NAMES = 50;
