import type { Span } from './ast.js';

/** Why a `bad` token is none. */
export type LexicalFault = 'quote-closed' | 'regex-closed' | 'escape-complete' | 'range-opened' | 'boost-number';

export type TokenKind =
  | 'term'
  | 'prefix'
  | 'wildcard'
  | 'star'
  | 'regex'
  | 'quoted'
  | 'and'
  | 'or'
  | 'not'
  | 'plus'
  | 'minus'
  | 'bareOperator'
  | 'openBracket'
  | 'closeBracket'
  | 'colon'
  | 'caret'
  | 'number'
  | 'fuzzy'
  | 'rangeStart'
  | 'rangeTo'
  | 'rangeQuoted'
  | 'rangeWord'
  | 'rangeEnd'
  | 'bad'
  | 'end';

/** A token with its place. `raw` is the text from `from` to `to`; `fault` is there for `bad` ones only. */
export type Token = Span & {
  readonly kind: TokenKind;
  readonly raw: string;
  readonly fault: LexicalFault | undefined;
};
