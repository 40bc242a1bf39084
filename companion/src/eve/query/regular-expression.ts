import { ALL_CHARS, asAnalysed, classPattern, type CharSet } from '../fields/char-set.js';

/** A regular language over code points, as Lucene's expressions and wildcards describe them. */
export type Language =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly of: readonly Language[] }
  | { readonly kind: 'either'; readonly of: readonly Language[] }
  | { readonly kind: 'both'; readonly of: readonly [Language, Language] }
  | { readonly kind: 'repeat'; readonly of: Language; readonly least: number; readonly most: number | undefined }
  | { readonly kind: 'not'; readonly of: Language }
  | { readonly kind: 'nothing' };

export const EMPTY: Language = { kind: 'sequence', of: [] };
export const NOTHING: Language = { kind: 'nothing' };
export const ANY_STRING: Language = { kind: 'repeat', of: { kind: 'set', set: ALL_CHARS }, least: 0, most: undefined };

/** RE2 refuses more, and counts nested ones as their product. */
const MOST_REPEATS = 1_000;

export function literal(text: string): Language {
  const of = Array.from(text, character => {
    const code = character.codePointAt(0) ?? 0;
    return { kind: 'set', set: [[code, code]] } as const;
  });
  return { kind: 'sequence', of };
}

/**
 * The language as a pattern of RE2 without anchors, or `undefined` when RE2 cannot say it.
 * `isAnalysed`: over characters as they stand in a value that is analysed (see `asAnalysed`).
 */
export function patternOf(language: Language, isAnalysed: boolean): string | undefined {
  return spell(language, isAnalysed, 1);
}

function spell(language: Language, isAnalysed: boolean, repeats: number): string | undefined {
  const inner = (one: Language): string | undefined => spell(one, isAnalysed, repeats);
  switch (language.kind) {
    case 'set':
      return classPattern(isAnalysed ? asAnalysed(language.set) : language.set);
    case 'sequence':
      return joined(language.of.map(inner), '');
    case 'either':
      return joined(language.of.map(inner), '|');
    case 'repeat': {
      const { least, most } = language;
      const all = repeats * Math.max(least, most ?? 1, 1);
      const one = all > MOST_REPEATS ? undefined : spell(language.of, isAnalysed, all);
      return one === undefined ? undefined : `(?:${one})${times(least, most)}`;
    }
    case 'both':
    case 'not':
    case 'nothing':
      return undefined;
  }
}

function joined(parts: readonly (string | undefined)[], by: string): string | undefined {
  return parts.some(part => part === undefined) ? undefined : `(?:${parts.join(by)})`;
}

function times(least: number, most: number | undefined): string {
  if (least === 0 && most === undefined) return '*';
  if (most === undefined) return `{${least},}`;
  return `{${least},${most}}`;
}
