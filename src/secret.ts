const REDACTED = '[redacted]';

/**
 * A value that must not be seen. Printing, inspecting, joining or serialising it gives `[redacted]`;
 * only `reveal()` gives the value, so every place that uses it can be found by that word.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  /** Node's `util.inspect` and `console.log` look for this symbol; it is spelled by key so that this file needs no Node. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
