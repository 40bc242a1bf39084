import { open, type FileHandle } from 'node:fs/promises';

const NUMBER_BYTES = 8;

/**
 * Where every line of a file begins: in memory for reading, in a file beside the database for the next start. Eight
 * bytes a line.
 */
export class LineIndex {
  readonly #file: FileHandle;
  #starts: Float64Array<ArrayBuffer>;
  #count: number;
  #saved: number;

  private constructor(file: FileHandle, starts: Float64Array<ArrayBuffer>, count: number) {
    this.#file = file;
    this.#starts = starts;
    this.#count = count;
    this.#saved = count;
  }

  /** An empty index, stored at `path`. */
  static async create(path: string): Promise<LineIndex> {
    return new LineIndex(await open(path, 'w+', 0o600), new Float64Array(1_024), 0);
  }

  /**
   * The index stored at `path`, cut to its first `lines` lines: what lies behind them was never committed. `undefined`
   * when it holds fewer.
   */
  static async open(path: string, lines: number): Promise<LineIndex | undefined> {
    const file = await open(path, 'r+', 0o600);
    const starts = new Float64Array(Math.max(1_024, lines));
    const bytes = new Uint8Array(starts.buffer, 0, lines * NUMBER_BYTES);
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await file.read(bytes, read, bytes.length - read, read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    if (read === bytes.length) return new LineIndex(file, starts, lines);
    await file.close();
    return undefined;
  }

  get count(): number {
    return this.#count;
  }

  /** Where `line` begins; for the line after the last one, `undefined`. */
  startOf(line: number): number | undefined {
    return line < this.#count ? this.#starts[line] : undefined;
  }

  add(startByte: number): void {
    if (this.#count === this.#starts.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#count] = startByte;
    this.#count += 1;
  }

  /** Forgets the lines from number `lines` on. */
  cut(lines: number): void {
    this.#count = Math.min(this.#count, lines);
    this.#saved = Math.min(this.#saved, lines);
  }

  async save(): Promise<void> {
    const bytes = new Uint8Array(
      this.#starts.buffer,
      this.#saved * NUMBER_BYTES,
      (this.#count - this.#saved) * NUMBER_BYTES
    );
    const position = this.#saved * NUMBER_BYTES;
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, written, bytes.length - written, position + written);
      written += bytesWritten;
    }
    this.#saved = this.#count;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
