import { ALL_CHARS, asAnalysed, classPattern, includes, type CharSet } from '../fields/char-set.js';

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
 * The language as a pattern of RE2 without anchors, or `undefined` when RE2 cannot say it (`asJavaScript` translates).
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

/**
 * Whether `text` as a whole is in the language. By derivatives (Brzozowski 1964), which know complement and
 * intersection too; for the expressions that `patternOf` cannot say.
 */
export function isIn(language: Language, text: string): boolean {
  let rest = language;
  for (const character of text) rest = derivative(rest, character.codePointAt(0) ?? 0);
  return holdsEmpty(rest);
}

function holdsEmpty(language: Language): boolean {
  switch (language.kind) {
    case 'set':
    case 'nothing':
      return false;
    case 'sequence':
      return language.of.every(holdsEmpty);
    case 'either':
      return language.of.some(holdsEmpty);
    case 'both':
      return language.of.every(holdsEmpty);
    case 'repeat':
      return language.least === 0 || holdsEmpty(language.of);
    case 'not':
      return !holdsEmpty(language.of);
  }
}

function derivative(language: Language, code: number): Language {
  switch (language.kind) {
    case 'set':
      return includes(language.set, code) ? EMPTY : NOTHING;
    case 'nothing':
      return NOTHING;
    case 'either':
      return either(language.of.map(one => derivative(one, code)));
    case 'both':
      return { kind: 'both', of: [derivative(language.of[0], code), derivative(language.of[1], code)] };
    case 'not':
      return { kind: 'not', of: derivative(language.of, code) };
    case 'repeat': {
      const { of, least, most } = language;
      if (most === 0) return NOTHING;
      const rest = {
        kind: 'repeat',
        of,
        least: Math.max(0, least - 1),
        most: most === undefined ? most : most - 1
      } as const;
      return sequence([derivative(of, code), rest]);
    }
    case 'sequence': {
      const [first, ...others] = language.of;
      if (first === undefined) return NOTHING;
      const through = sequence([derivative(first, code), ...others]);
      return holdsEmpty(first) ? either([through, derivative(sequence(others), code)]) : through;
    }
  }
}

/** Simplified, so that derivatives stay small: nested lists are flat, what is nothing is left out. */
function either(of: readonly Language[]): Language {
  const seen = new Map<string, Language>();
  for (const one of of.flatMap(part => (part.kind === 'either' ? part.of : [part]))) {
    if (one.kind !== 'nothing') seen.set(JSON.stringify(one), one);
  }
  const [only, ...more] = seen.values();
  if (only === undefined) return NOTHING;
  return more.length === 0 ? only : { kind: 'either', of: [only, ...more] };
}

function sequence(of: readonly Language[]): Language {
  const flat = of.flatMap(part => (part.kind === 'sequence' ? part.of : [part]));
  if (flat.some(({ kind }) => kind === 'nothing')) return NOTHING;
  const [only, ...more] = flat;
  return only !== undefined && more.length === 0 ? only : { kind: 'sequence', of: flat };
}
