export type {
  AllNode,
  Bound,
  Clause,
  Conjunction,
  ExistsNode,
  FieldRef,
  FilterNode,
  FuzzyNode,
  Group,
  LeafNode,
  MissingNode,
  Modifier,
  Occur,
  PhraseNode,
  RangeNode,
  RegexNode,
  Span,
  TextNode,
  WildcardNode,
  WildcardPiece
} from './ast.js';
export { completionAt, type CompletionContext } from './complete.js';
export {
  baseField,
  KNOWN_FIELDS,
  LONG_TEXTS,
  makeFieldCatalog,
  STATIC_CATALOG,
  type FieldCatalog,
  type FieldInfo,
  type FieldType
} from './fields.js';
export {
  applyFix,
  LINT_TABLE,
  lintFilter,
  type Change,
  type Diagnostic,
  type Fix,
  type LintCode
} from './lint/index.js';
export { MAX_NESTING, parseFilter, type ParsedFilter } from './parse.js';
export { escapeWord, quoteText, serializeFilter, serializeNode } from './serialize.js';
export { SYNTAX_TABLE, type SyntaxCode, type SyntaxError } from './syntax-table.js';
export type { LexicalFault, Token, TokenKind } from './token.js';
export { knownValues } from './value-rows.js';
export { tokenize } from './tokenize.js';
export { EVERYTHING, FilterRefused, joinFilters, wrapFilter } from './wrap.js';
