/**
 * A JSON number whose spelling JavaScript would change, kept as Python's `json` writes it
 * (`1.0`, `1e+16`, `12345678901234567890`). Numbers that survive a round trip stay plain numbers.
 */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  valueOf(): number {
    return Number(this.text);
  }

  toJSON(): number {
    return Number(this.text);
  }
}
