/** Code points as ranges, both ends included, in order and apart from each other. */
export type CharSet = readonly (readonly [number, number])[];

export const LAST_CODE_POINT = 0x10ffff;
export const ALL_CHARS: CharSet = [[0, LAST_CODE_POINT]];

/**
 * What separates tokens of text fields. Source: Java's `Character.isWhitespace`, which Lucene's whitespace tokenizer
 * asks: no non-breaking spaces.
 */
export const WHITESPACE: CharSet = [
  [0x09, 0x0d],
  [0x1c, 0x20],
  [0x1680, 0x1680],
  [0x2000, 0x2006],
  [0x2008, 0x200a],
  [0x2028, 0x2029],
  [0x205f, 0x205f],
  [0x3000, 0x3000]
];
const UPPER: CharSet = [[0x41, 0x5a]];
const LOWER: CharSet = [[0x61, 0x7a]];
const CASE_STEP = 0x20;

export function union(...sets: readonly CharSet[]): CharSet {
  const sorted = sets.flat().sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

export function complement(set: CharSet): CharSet {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_CODE_POINT) gaps.push([next, LAST_CODE_POINT]);
  return gaps;
}

export function intersection(one: CharSet, other: CharSet): CharSet {
  return complement(union(complement(one), complement(other)));
}

export function includes(set: CharSet, codePoint: number): boolean {
  return set.some(([low, high]) => low <= codePoint && codePoint <= high);
}

/**
 * The characters of a value that stand for `set` when the value is analysed as text: A to Z count as a to z, and no
 * token holds white space. Source: `sn_analyzer` of the SELKS template.
 */
export function asAnalysed(set: CharSet): CharSet {
  const lower = intersection(set, LOWER).map(([low, high]) => [low - CASE_STEP, high - CASE_STEP] as const);
  return intersection(union(intersection(set, complement(UPPER)), lower), complement(WHITESPACE));
}

/** The set as a class of RE2; `asJavaScript` makes it one of JavaScript. */
export function classPattern(set: CharSet): string {
  if (set.length === 0) return '[^\\x{0}-\\x{10FFFF}]';
  return `[${set.map(([low, high]) => (low === high ? escaped(low) : `${escaped(low)}-${escaped(high)}`)).join('')}]`;
}

/** A pattern of `classPattern`s for JavaScript with the flag `u`. */
export function asJavaScript(pattern: string): string {
  return pattern.replaceAll('\\x{', '\\u{');
}

function escaped(codePoint: number): string {
  return `\\x{${codePoint.toString(16).toUpperCase()}}`;
}
