import type { ByteMatcher, Match } from './byte-matcher.js';
import { eachByte } from './utf8.js';
import { SKIP, type Seen, type View } from './views.js';

/** Half-open range of UTF-16 units. */
export type Range = { readonly start: number; readonly end: number };

/** Finds the patterns of one matcher in texts seen through one view. Keeps its buffers, so it is for one text at a time. */
export class Finder {
  readonly #matcher: ByteMatcher;
  readonly #view: View;
  /** By ASCII code: 1 where the view must be asked. */
  readonly #isSpecial = new Uint8Array(128);
  /** Where the last bytes stand in the text: as many as the longest pattern can look back. */
  readonly #starts: Int32Array;
  readonly #seen: Seen = { value: 0, length: 1, isByte: false };
  constructor(matcher: ByteMatcher, view: View) {
    this.#matcher = matcher;
    this.#view = view;
    this.#starts = new Int32Array(2 ** Math.ceil(Math.log2(matcher.longest + 2)));
    for (const character of view.special) this.#isSpecial[character.charCodeAt(0)] = 1;
  }

  /** The matches in `text`, ordered by their ends. One pass; local variables, since this is the hot path of redaction. */
  find(text: string): readonly Range[] {
    const matcher = this.#matcher;
    const isSpecial = this.#isSpecial;
    const starts = this.#starts;
    const mask = starts.length - 1;
    const seen = this.#seen;
    const found: Range[] = [];
    let row = matcher.rowOf(0);
    let count = 0;
    let position = 0;
    const take = (byte: number): void => {
      starts[count & mask] = position;
      row = row.next[byte] ?? matcher.advance(row, byte);
      if (row.match !== undefined)
        found.push(widen(text, row.match, starts[(count - row.match.length + 1) & mask] ?? 0, position + seen.length));
      count += 1;
    };
    while (position < text.length) {
      const code = text.charCodeAt(position);
      if (code < 128 && isSpecial[code] === 0) {
        seen.length = 1;
        starts[count & mask] = position;
        row = row.next[code] ?? matcher.advance(row, code);
        if (row.match !== undefined)
          found.push(widen(text, row.match, starts[(count - row.match.length + 1) & mask] ?? 0, position + 1));
        count += 1;
        position += 1;
        continue;
      }
      this.#view.read(text, position, seen);
      if (seen.isByte) take(seen.value);
      else if (seen.value !== SKIP) eachByte(seen.value, take);
      position += seen.length;
    }
    return found;
  }
}

function widen(text: string, match: Match, start: number, end: number): Range {
  return {
    start: match.before > 0 && isBase64Digit(text, start - 1) ? start - 1 : start,
    end: match.after > 0 && isBase64Digit(text, end) ? end + 1 : end
  };
}

/** Only a digit shares bits with the secret; a quote or a space beside it belongs to the text. */
function isBase64Digit(text: string, position: number): boolean {
  return /[\w+/-]/.test(text.charAt(position));
}
