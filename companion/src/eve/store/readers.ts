/**
 * Who is reading, so that nothing is thrown away while somebody may use it: what was last used at `latest` is free once
 * that is below `oldest`.
 */
export class Readers {
  readonly #active = new Map<number, Promise<unknown>>();
  #latest = 0;

  /** The number of the reader that came last. */
  get latest(): number {
    return this.#latest;
  }

  /** The number of the reader that has been here longest, or of the next one when there is none. */
  get oldest(): number {
    const [first] = this.#active.keys();
    return first ?? this.#latest + 1;
  }

  /** What `work` makes, as one reader. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#latest += 1;
    const number = this.#latest;
    const made = Promise.resolve().then(work);
    this.#active.set(
      number,
      made.catch(() => undefined)
    );
    try {
      return await made;
    } finally {
      this.#active.delete(number);
    }
  }

  /** Comes when all have gone that are here now. */
  async gone(): Promise<void> {
    await Promise.all(this.#active.values());
  }
}
