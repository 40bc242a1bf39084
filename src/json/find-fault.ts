import { JsonSyntaxFailure } from './failures.js';
import { MAX_JSON_DEPTH } from './limits.js';
import { closingQuote } from './scan.js';

/**
 * Why and where `text` is not JSON. The engine's message quotes the text and names no line, so a text that it refused
 * is read once more. Recursion ends at `MAX_JSON_DEPTH`.
 */
export function findFault(text: string): JsonSyntaxFailure {
  const fault = new FaultFinder(text).fault();
  return new JsonSyntaxFailure(fault.reason, text, fault.offset);
}

type Fault = { readonly reason: string; readonly offset: number };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null|NaN|-?Infinity/y;
const SPACE = /[ \t\n\r]*/y;

/** Each method returns the first fault of its part, or undefined after having passed the part. */
class FaultFinder {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fault(): Fault {
    const fault = this.#value(0);
    if (fault !== undefined) return fault;
    this.#skip(SPACE);
    return this.#fail(
      this.#at < this.#text.length ? 'there is more text after the end of the value' : 'it cannot be parsed'
    );
  }

  #value(depth: number): Fault | undefined {
    this.#skip(SPACE);
    const start = this.#text[this.#at];
    if (start === '"') return this.#string();
    if (start === '{') return this.#list(depth + 1, '}', () => this.#member(depth + 1));
    if (start === '[') return this.#list(depth + 1, ']', () => this.#value(depth + 1));
    if (this.#skip(WORD) || this.#skip(NUMBER)) return undefined;
    return this.#fail(start === undefined ? 'the text ends too early' : 'expected a value');
  }

  #list(depth: number, end: string, item: () => Fault | undefined): Fault | undefined {
    if (depth > MAX_JSON_DEPTH) return this.#fail(`nested more than ${MAX_JSON_DEPTH} levels deep`);
    this.#at += 1;
    if (this.#passes(end)) return undefined;
    for (;;) {
      const fault = item();
      if (fault !== undefined) return fault;
      if (this.#passes(end)) return undefined;
      if (!this.#passes(',')) return this.#fail(`expected "," or "${end}"`);
    }
  }

  #member(depth: number): Fault | undefined {
    this.#skip(SPACE);
    if (this.#text[this.#at] !== '"') return this.#fail('expected a key in double quotes');
    const fault = this.#string();
    if (fault !== undefined) return fault;
    return this.#passes(':') ? this.#value(depth) : this.#fail('expected ":" after a key');
  }

  #string(): Fault | undefined {
    const open = this.#at;
    const close = closingQuote(this.#text, open);
    if (close < 0) return this.#fail('a string is not closed');
    for (let at = open + 1; at < close; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code < 0x20) return { reason: 'a raw control character in a string', offset: at };
      if (code !== 0x5c) continue;
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(this.#text)) return { reason: 'a bad escape in a string', offset: at };
      at = ESCAPE.lastIndex - 1;
    }
    this.#at = close + 1;
    return undefined;
  }

  #passes(sign: string): boolean {
    this.#skip(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.test(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #fail(reason: string): Fault {
    return { reason, offset: this.#at };
  }
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
