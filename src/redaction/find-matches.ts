import type { ByteMatcher } from './byte-matcher.js';
import { eachByte } from './utf8.js';
import { SKIP, type Seen, type View } from './views.js';

/** Half-open range of UTF-16 units. */
export type Range = { readonly start: number; readonly end: number };

/** Where the patterns of `matcher` stand in `text`, seen through `view`. Ranges are ordered by their ends. One pass. */
export function findMatches(text: string, matcher: ByteMatcher, view: View): readonly Range[] {
  const found: Range[] = [];
  const starts = new PositionRing(matcher.longest + 1);
  const seen: Seen = { value: 0, length: 1, isByte: false };
  let state = 0;
  let position = 0;
  let count = 0;
  const take = (byte: number): void => {
    starts.set(count, position);
    state = matcher.next(state, byte);
    const match = state === 0 ? undefined : matcher.matchAt(state);
    if (match !== undefined) {
      const start = starts.get(count - match.length + 1);
      const end = position + seen.length;
      found.push({
        start: match.before > 0 && isBase64Digit(text, start - 1) ? start - 1 : start,
        end: match.after > 0 && isBase64Digit(text, end) ? end + 1 : end
      });
    }
    count += 1;
  };
  while (position < text.length) {
    view(text, position, seen);
    if (seen.value !== SKIP) {
      if (seen.isByte) take(seen.value);
      else eachByte(seen.value, take);
    }
    position += seen.length;
  }
  return found;
}

/** Only a digit shares bits with the secret; a quote or a space beside it belongs to the text. */
function isBase64Digit(text: string, position: number): boolean {
  return /[\w+/-]/.test(text.charAt(position));
}

/** The positions of the last bytes: as many as the longest pattern can look back. */
class PositionRing {
  readonly #positions: Int32Array;
  readonly #mask: number;

  constructor(size: number) {
    const capacity = 2 ** Math.ceil(Math.log2(size + 1));
    this.#positions = new Int32Array(capacity);
    this.#mask = capacity - 1;
  }

  set(index: number, position: number): void {
    this.#positions[index & this.#mask] = position;
  }

  get(index: number): number {
    return this.#positions[index & this.#mask] ?? 0;
  }
}
