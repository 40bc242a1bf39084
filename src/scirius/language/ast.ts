/** A stretch of the filter's text, in UTF-16 code units: `from` inclusive, `to` exclusive. */
export type Span = { readonly from: number; readonly to: number };

/** Whether events must match a clause, may match it, or must not. Lucene has no other precedence than this. */
export type Occur = 'must' | 'should' | 'must_not';

/** The word between a clause and the one before it, as written (`&&` is `and`, `||` is `or`). */
export type Conjunction = 'none' | 'and' | 'or';

/** The sign before a clause, as written (`!` is `not`). */
export type Modifier = 'none' | 'plus' | 'minus' | 'not';

/**
 * The field of a leaf or group. `name` has its escapes removed and may hold `*` (a pattern over fields); `raw` is as
 * written. `inherited`: written before a group around, so `span` is there.
 */
export type FieldRef = {
  readonly name: string;
  readonly raw: string;
  readonly inherited: boolean;
  readonly span: Span;
};

/** One of the flat list of a group. `operator` is where its conjunction stands, when there is one. */
export type Clause = Span & {
  readonly occur: Occur;
  readonly conjunction: Conjunction;
  readonly modifier: Modifier;
  readonly operator: Span | undefined;
  readonly node: FilterNode;
};

/**
 * Clauses in one pair of brackets, or the whole filter. Semantics: every `must` matches, no `must_not` does, and when
 * there is no `must`, at least one `should`. A group of `must_not` alone means all events but those.
 */
export type Group = Span & {
  readonly kind: 'group';
  readonly field: FieldRef | undefined;
  readonly clauses: readonly Clause[];
  readonly boost: string | undefined;
};

type Leaf = Span & {
  /** `undefined`: the default fields, which are all of them. */
  readonly field: FieldRef | undefined;
  /** Digits after `^`; it changes scores and never which events match. */
  readonly boost: string | undefined;
};

/**
 * Unquoted words without escapes. On analysed text their tokens are alternatives; on any other field they are one value,
 * joined by a blank (`dest_port:(22 21)` asks for the number "22 21"). `operator`: a lone `+`, `-` or `!` before a blank.
 */
export type TextNode = Leaf & {
  readonly kind: 'text';
  readonly words: readonly string[];
  readonly written: 'words' | 'operator';
};

/** `"…"` without escapes: tokens in a row on text, at most `slop` moves apart; one value on any other field. */
export type PhraseNode = Leaf & { readonly kind: 'phrase'; readonly text: string; readonly slop: number | undefined };

/** `*` any characters, `?` one character, or literal text. */
export type WildcardPiece = { readonly kind: 'any' | 'one' } | { readonly kind: 'literal'; readonly text: string };

/** A pattern for one whole token or value. `raw` is as written; `isPrefix`: its only wildcard is a `*` at the end. */
export type WildcardNode = Leaf & {
  readonly kind: 'wildcard';
  readonly raw: string;
  readonly pieces: readonly WildcardPiece[];
  readonly isPrefix: boolean;
};

/** `/…/`: Lucene's regular expressions, anchored at both ends of the token or value. `source` is as written. */
export type RegexNode = Leaf & { readonly kind: 'regex'; readonly source: string };

/** `word~`, `word~1`: at most `distance` edits; `undefined` lets the length decide (under 3 none, under 6 one, else two). */
export type FuzzyNode = Leaf & { readonly kind: 'fuzzy'; readonly text: string; readonly distance: number | undefined };

/** One end of a range, its escapes removed. `undefined` as a bound is an open end. */
export type Bound = Span & { readonly text: string; readonly inclusive: boolean };

/** `[a TO b]`, `{a TO b}` or, glued to a field, `>a`, `>=a`, `<a`, `<=a`. */
export type RangeNode = Leaf & {
  readonly kind: 'range';
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
  readonly written: 'brackets' | 'comparison';
};

/** Events that have the field `target` (an object: any field under it): `_exists_:target`, or `target:*`. */
export type ExistsNode = Leaf & {
  readonly kind: 'exists';
  readonly target: string;
  readonly written: 'exists' | 'star';
};

/** Every event: `*` or `*:*`. */
export type AllNode = Leaf & { readonly kind: 'all' };

/** Where something had to stand and nothing did; there is an error about it. Only in trees with errors. */
export type MissingNode = Leaf & { readonly kind: 'missing' };

export type LeafNode =
  TextNode | PhraseNode | WildcardNode | RegexNode | FuzzyNode | RangeNode | ExistsNode | AllNode | MissingNode;

export type FilterNode = Group | LeafNode;
