/** Deeper than any expression of 1,000 characters that a person writes, and safe for the stack. */
const MAX_DEPTH = 100;

/**
 * What is wrong with a regular expression, or undefined when Lucene can read it. The engine answers a broken one with
 * nothing at all. Source: `RegExp` of org.apache.lucene.util.automaton (8.10) with all optional syntax on.
 */
export function regexFault(source: string): string | undefined {
  if (source === '') return undefined;
  const reader = new Reader(source);
  reader.union(0);
  if (reader.fault === undefined && !reader.atEnd) return `the ${reader.here} closes nothing`;
  return reader.fault;
}

class Reader {
  fault: string | undefined;
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  get here(): string {
    return this.#source.charAt(this.#at);
  }

  union(depth: number): void {
    this.#sequence(depth);
    while (this.fault === undefined && (this.here === '|' || this.here === '&')) {
      this.#at += 1;
      this.#sequence(depth);
    }
  }

  #sequence(depth: number): void {
    do this.#repeated(depth);
    while (this.fault === undefined && !this.atEnd && !')|&'.includes(this.here));
  }

  #repeated(depth: number): void {
    while (this.here === '~') this.#at += 1;
    this.#single(depth);
    while (this.fault === undefined && !this.atEnd && '?*+{'.includes(this.here)) {
      if (this.here === '{') this.#closed(/\{(?:\d+(?:,\d*)?)\}/y, 'a { is not followed by a count such as {2,3}');
      else this.#at += 1;
    }
  }

  #single(depth: number): void {
    const character = this.here;
    if (character === '') this.fault = 'something is missing at its end';
    else if (character === '[') this.#characters();
    else if (character === '"') this.#closed(/"[^"]*"/y, 'a " has no end; write \\" to search for one');
    else if (character === '<')
      this.#closed(/<\d+-\d+>/y, 'a < is not followed by an interval such as <1-9>; write \\<');
    else if (character === '(') this.#group(depth);
    else if (character === '\\') this.#escaped();
    else this.#at += 1;
  }

  #group(depth: number): void {
    if (depth >= MAX_DEPTH) {
      this.fault = 'its brackets are nested too deeply';
      return;
    }
    this.#at += 1;
    if (this.here === ')') {
      this.#at += 1;
      return;
    }
    this.union(depth + 1);
    if (this.fault === undefined && this.here !== ')') this.fault = 'a ( is never closed';
    this.#at += 1;
  }

  #characters(): void {
    this.#at += 1;
    if (this.here === '^') this.#at += 1;
    // The first character may be a ].
    do {
      const low = this.#character();
      if (this.here !== '-') continue;
      // Before the ] it stands for itself.
      const isRange = this.#source.charAt(this.#at + 1) !== ']';
      this.#at += 1;
      if (isRange && this.#character() < low) this.fault ??= 'a range in [ ] ends before it begins';
    } while (this.fault === undefined && !this.atEnd && this.here !== ']');
    if (this.fault === undefined && this.atEnd) this.fault = 'a [ is never closed';
    this.#at += 1;
  }

  /** The code point of a character that may be escaped; -1 when there is none. */
  #character(): number {
    const isEscaped = this.here === '\\';
    if (isEscaped) this.#at += 1;
    const code = this.#source.codePointAt(this.#at) ?? -1;
    if (code < 0 && isEscaped) this.fault = 'it ends with a backslash';
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #escaped(): void {
    this.#at += 2;
    if (this.#at > this.#source.length) this.fault = 'it ends with a backslash';
  }

  #closed(pattern: RegExp, fault: string): void {
    pattern.lastIndex = this.#at;
    const length = pattern.exec(this.#source)?.[0].length;
    if (length === undefined) this.fault = fault;
    else this.#at += length;
  }
}
