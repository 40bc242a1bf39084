import type { Language } from './regular-expression.js';

/** What is looked at: each token of an analysed text, a text as it is (`keyword`), or the value as a number. */
export type Aspect = 'token' | 'keyword' | 'whole' | 'float';

/**
 * What one value of a field must be. Whole numbers serve for integers, dates (epoch ms), addresses (128 bits) and
 * booleans (0 and 1).
 */
export type Test =
  | { readonly kind: 'exists' }
  /** `literal`: a part that every member holds, in lower case for tokens, for finding candidates fast; may be empty. */
  | { readonly kind: 'language'; readonly language: Language; readonly literal: string; readonly exactly?: string }
  /** Tokens in a row, at most `slop` moves apart. */
  | { readonly kind: 'phrase'; readonly tokens: readonly string[]; readonly slop: number }
  | { readonly kind: 'textRange'; readonly lower: TextBound | undefined; readonly upper: TextBound | undefined }
  | { readonly kind: 'fuzzy'; readonly text: string; readonly distance: number }
  /** Both ends included. */
  | { readonly kind: 'wholeRange'; readonly lower: bigint | undefined; readonly upper: bigint | undefined }
  | { readonly kind: 'floatRange'; readonly lower: FloatBound | undefined; readonly upper: FloatBound | undefined };

export type TextBound = { readonly text: string; readonly inclusive: boolean };
export type FloatBound = { readonly value: number; readonly inclusive: boolean };

/** Tests of which one must hold, or that the clause says nothing in an index that has the field (`vanishes`). */
export type Lowered = { readonly aspect: Aspect; readonly anyOf: readonly Test[] } | 'vanishes';

export const NEVER = { aspect: 'keyword', anyOf: [] } as const;
