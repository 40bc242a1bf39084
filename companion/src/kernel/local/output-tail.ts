import { stripVTControlCharacters } from 'node:util';

/** What kernels say on every start, and what is no reason for anything. Source: ipykernel 7.4 over TCP; debugpy. */
const NOISE =
  /Kernel is running over TCP without encryption|Debugger warning: It seems that frozen modules|to python to disable frozen modules|make the debugger miss breakpoints|Debugging will proceed|PYDEVD_DISABLE_FILE_VALIDATION/;

/** The end of a stream of bytes: the last `limitBytes`, however much goes through. */
export class OutputTail {
  readonly #limitBytes: number;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
    if (this.#bytes > this.#limitBytes * 4) this.#cut();
  }

  /** The last bytes as text, without terminal codes and without the noise that every kernel makes. */
  text(): string {
    this.#cut();
    const text = stripVTControlCharacters(Buffer.concat(this.#chunks).toString('utf8'));
    const lines = text.split('\n').filter(line => !NOISE.test(line));
    return lines.join('\n').trim();
  }

  #cut(): void {
    const all = Buffer.concat(this.#chunks);
    // A copy, so that the rest of a large chunk is not kept alive by its end.
    const kept = Buffer.from(all.subarray(Math.max(0, all.byteLength - this.#limitBytes)));
    this.#chunks = [kept];
    this.#bytes = kept.byteLength;
  }
}
