import { isInWord, isSpace, startsWord } from './characters.js';
import type { LexicalFault, Token, TokenKind } from './token.js';

/** The tokens of a filter, the last one `end`, and how many characters were looked at (for tests of linear time). */
export type TokenList = { readonly tokens: readonly Token[]; readonly steps: number };

/**
 * The tokens of a filter, as Lucene's generated scanner finds them: the longest match wins, and among equals the first
 * of its table. Never throws: what Lucene calls a lexical error becomes a `bad` token, and the scan goes on behind it.
 * Source: the token manager of org.apache.lucene.queryparser.classic (8.10), checked against recorded answers.
 */
export function tokenize(text: string): TokenList {
  const scanner = new Scanner(text);
  return { tokens: scanner.all(), steps: scanner.steps };
}

const WORDS = new Map<string, TokenKind>([
  ['AND', 'and'],
  ['&&', 'and'],
  ['OR', 'or'],
  ['||', 'or'],
  ['NOT', 'not']
]);
const SINGLE = new Map<string, TokenKind>([
  ['(', 'openBracket'],
  [')', 'closeBracket'],
  [':', 'colon'],
  ['^', 'caret'],
  ['[', 'rangeStart'],
  ['{', 'rangeStart'],
  ['+', 'plus'],
  ['-', 'minus'],
  ['!', 'not']
]);
const STAR = 42;
const QUESTION = 63;
const BACKSLASH = 92;
const QUOTE = 34;
const SLASH = 47;
const TILDE = 126;
const BLANK = 32;
const CLOSE_SQUARE = 93;
const CLOSE_CURLY = 125;
const FUZZY = /~(?:\d+(?:\.\d+)?)?/y;
const NUMBER = /\d+(?:\.\d+)?/y;

class Scanner {
  steps = 0;
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #position = 0;
  /** Lucene's scanner states: behind `^` only a number is read, behind `[` only words up to `]`. */
  #state: 'default' | 'boost' | 'range' = 'default';

  constructor(text: string) {
    this.#text = text;
  }

  all(): Token[] {
    while (this.#position < this.#text.length) {
      this.steps += 1;
      if (this.#state === 'range') this.#scanRange();
      else if (isSpace(this.#text.charCodeAt(this.#position))) this.#position += 1;
      else if (this.#state === 'boost') this.#scanBoost();
      else this.#scanDefault();
    }
    this.#add('end', this.#text.length);
    return this.#tokens;
  }

  #scanDefault(): void {
    const code = this.#text.charCodeAt(this.#position);
    if (code === QUOTE) return this.#addUntil(this.#endOfQuote(), 'quoted', 'quote-closed');
    if (code === SLASH) return this.#addUntil(this.#lastEnd(SLASH, 0), 'regex', 'regex-closed');
    if (code === TILDE) return this.#add('fuzzy', this.#match(FUZZY));
    if (code === STAR || code === QUESTION || code === BACKSLASH || startsWord(code)) return this.#scanWord();
    const character = this.#text.charAt(this.#position);
    if ('+-!'.includes(character) && isSpace(this.#text.charCodeAt(this.#position + 1))) {
      return this.#add('bareOperator', this.#position + 2);
    }
    const kind = SINGLE.get(character);
    if (kind === undefined) return this.#addBad(this.#position + 1, 'range-opened');
    this.#add(kind, this.#position + 1);
    if (kind === 'caret') this.#state = 'boost';
    if (kind === 'rangeStart') this.#state = 'range';
  }

  #scanWord(): void {
    const start = this.#position;
    let end = start;
    let wildcards = 0;
    let firstWildcard = -1;
    for (; end < this.#text.length; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === STAR || code === QUESTION) {
        if (wildcards === 0) firstWildcard = end;
        wildcards += 1;
      } else if (code === BACKSLASH) {
        if (end + 1 >= this.#text.length) break;
        end += 1;
      } else if (!isInWord(code)) break;
    }
    this.steps += end - start;
    if (end === start) return this.#addBad(this.#text.length, 'escape-complete');
    if (wildcards === 0) return this.#add(WORDS.get(this.#text.slice(start, end)) ?? 'term', end);
    if (end - start === 1 && this.#text.charCodeAt(start) === STAR) return this.#add('star', end);
    const isPrefix = wildcards === 1 && firstWildcard === end - 1 && this.#text.charCodeAt(firstWildcard) === STAR;
    this.#add(isPrefix ? 'prefix' : 'wildcard', end);
  }

  #scanBoost(): void {
    const end = this.#match(NUMBER);
    if (end === this.#position) this.#addBad(end + 1, 'boost-number');
    else this.#add('number', end);
    this.#state = 'default';
  }

  #scanRange(): void {
    const code = this.#text.charCodeAt(this.#position);
    const character = this.#text.charAt(this.#position);
    if (character === ']' || character === '}') {
      this.#add('rangeEnd', this.#position + 1);
      this.#state = 'default';
      return;
    }
    const word = this.#endOfRangeWord();
    // Only a blank ends a word in a range; a tab or line end belongs to it, unless it stands alone.
    if (word === this.#position || (word === this.#position + 1 && isSpace(code))) {
      this.#position += 1;
      return;
    }
    const quoted = code === QUOTE ? this.#lastEnd(QUOTE, 1) : undefined;
    if (quoted !== undefined && quoted >= word) return this.#add('rangeQuoted', quoted);
    this.#add(this.#text.slice(this.#position, word) === 'TO' ? 'rangeTo' : 'rangeWord', word);
  }

  #endOfRangeWord(): number {
    let end = this.#position;
    for (; end < this.#text.length; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === BLANK || code === CLOSE_SQUARE || code === CLOSE_CURLY) break;
    }
    this.steps += end - this.#position;
    return end;
  }

  #endOfQuote(): number | undefined {
    for (let end = this.#position + 1; end < this.#text.length; end += 1) {
      const code = this.#text.charCodeAt(end);
      this.steps += 1;
      if (code === BACKSLASH) end += 1;
      else if (code === QUOTE) return end + 1;
    }
    return undefined;
  }

  /**
   * The end of a regular expression, or of a quote in a range: the first delimiter without a backslash before it; when
   * there is none, the last one with. Two backslashes make no difference to Lucene's scanner here.
   */
  #lastEnd(delimiter: number, leastLength: number): number | undefined {
    let last: number | undefined;
    if (leastLength === 1 && this.#text.charCodeAt(this.#position + 1) === delimiter) return undefined;
    for (let end = this.#position + 1 + leastLength; end < this.#text.length; end += 1) {
      this.steps += 1;
      if (this.#text.charCodeAt(end) !== delimiter) continue;
      last = end + 1;
      if (this.#text.charCodeAt(end - 1) !== BACKSLASH) return last;
    }
    return last;
  }

  #match(pattern: RegExp): number {
    pattern.lastIndex = this.#position;
    const length = pattern.exec(this.#text)?.[0].length ?? 0;
    this.steps += length;
    return this.#position + length;
  }

  #addUntil(end: number | undefined, kind: TokenKind, fault: LexicalFault): void {
    if (end === undefined) this.#addBad(this.#text.length, fault);
    else this.#add(kind, end);
  }

  #addBad(end: number, fault: LexicalFault): void {
    this.#push('bad', end, fault);
  }

  #add(kind: TokenKind, end: number): void {
    this.#push(kind, end, undefined);
  }

  #push(kind: TokenKind, to: number, fault: LexicalFault | undefined): void {
    this.#tokens.push({ kind, from: this.#position, to, raw: this.#text.slice(this.#position, to), fault });
    this.#position = to;
  }
}
