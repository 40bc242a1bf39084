import type { FieldRef, FilterNode, Span } from './ast.js';
import { parseFilter, type ParsedFilter } from './parse.js';
import type { Token } from './token.js';

/**
 * What can be typed at a place. `from` to `to` is what a choice replaces, `prefix` what is typed of it already.
 * `rest` is the filter with the clause at the cursor replaced by `*`: the events whose values are worth offering.
 */
export type CompletionContext =
  | (Span & { readonly kind: 'field'; readonly prefix: string; readonly afterClause: boolean })
  | (Span & {
      readonly kind: 'value';
      readonly field: string;
      readonly prefix: string;
      readonly isQuoted: boolean;
      readonly inRange: boolean;
      readonly rest: string;
    })
  | (Span & { readonly kind: 'none' });

/** Source of the cases: what a person types; a cursor in a comparison or a regular expression gets nothing. */
export function completionAt(text: string, cursor: number): CompletionContext {
  const filter = parseFilter(text);
  const index = filter.tokens.findIndex(token => token.to >= cursor && token.from < cursor);
  const token = filter.tokens[index];
  const previous = filter.tokens[index - 1];
  const none = { kind: 'none', from: cursor, to: cursor } as const;
  if (token === undefined || token.kind === 'end') return afterBlank(filter, cursor);
  if (token.kind === 'colon')
    return previous?.kind === 'term' ? valueOf(filter, cursor, { from: cursor, to: cursor }) : none;
  if (RANGE.has(token.kind)) return valueOf(filter, cursor, spanOf(token), { inRange: true });
  if (token.kind === 'rangeStart') return valueOf(filter, cursor, { from: cursor, to: cursor }, { inRange: true });
  if (token.kind === 'quoted' || token.fault === 'quote-closed') {
    return valueOf(filter, cursor, spanOf(token), { isQuoted: true });
  }
  if (OPEN.has(token.kind)) return afterBlank(filter, cursor);
  if (!WORDS.has(token.kind)) return none;
  const hasField = previous?.kind === 'colon' || fieldAt(filter.root, cursor) !== undefined;
  if (hasField) return valueOf(filter, cursor, spanOf(token));
  const at = { from: token.from, to: token.to };
  return { kind: 'field', ...at, prefix: text.slice(token.from, cursor), afterClause: endsClause(previous) };
}

const RANGE: ReadonlySet<string> = new Set(['rangeWord', 'rangeQuoted']);
const WORDS: ReadonlySet<string> = new Set(['term', 'prefix', 'wildcard', 'star', 'and', 'or', 'not']);
const OPEN: ReadonlySet<string> = new Set(['openBracket', 'plus', 'minus', 'not', 'bareOperator']);
const ENDS: ReadonlySet<string> = new Set([
  'term',
  'prefix',
  'wildcard',
  'star',
  'regex',
  'quoted',
  'closeBracket',
  'rangeEnd'
]);

function spanOf({ from, to }: Token): Span {
  return { from, to };
}

function endsClause(token: Token | undefined): boolean {
  return token !== undefined && ENDS.has(token.kind);
}

function afterBlank(filter: ParsedFilter, cursor: number): CompletionContext {
  const before = filter.tokens.filter(token => token.kind !== 'end' && token.to <= cursor).at(-1);
  if (before?.kind === 'colon') return valueOf(filter, cursor, { from: cursor, to: cursor });
  if (fieldAt(filter.root, cursor) !== undefined) return valueOf(filter, cursor, { from: cursor, to: cursor });
  return { kind: 'field', from: cursor, to: cursor, prefix: '', afterClause: endsClause(before) };
}

function valueOf(
  filter: ParsedFilter,
  cursor: number,
  at: Span,
  options: { readonly isQuoted?: boolean; readonly inRange?: boolean } = {}
): CompletionContext {
  const { isQuoted = false, inRange = false } = options;
  const clause = clauseAt(filter.root, cursor);
  const field = fieldBefore(filter, at.from) ?? fieldAt(filter.root, cursor);
  if (field === undefined) return { kind: 'none', from: at.from, to: at.to };
  const start = isQuoted ? at.from + 1 : at.from;
  const rest = clause === undefined ? '*' : `${filter.text.slice(0, clause.from)}*${filter.text.slice(clause.to)}`;
  const prefix = filter.text.slice(start, Math.max(start, cursor)).replace(/^"/, '');
  const readable = parseFilter(rest).errors.length === 0 ? rest : '*';
  return { kind: 'value', field: field.name, from: at.from, to: at.to, prefix, isQuoted, inRange, rest: readable };
}

/** The field right before a place: `name:` or, in a range, `name:[`. */
function fieldBefore({ tokens }: ParsedFilter, from: number): { readonly name: string } | undefined {
  let index = tokens.findIndex(token => token.from >= from && token.kind !== 'end') - 1;
  if (index < 0) index = tokens.length - 2;
  while (index >= 0 && tokens[index]?.kind.startsWith('range') === true) index -= 1;
  const name = tokens[index - 1];
  return tokens[index]?.kind === 'colon' && name?.kind === 'term'
    ? { name: name.raw.replace(/\\(.)/g, '$1') }
    : undefined;
}

/** The field of the innermost group around a place. */
function fieldAt(node: FilterNode, cursor: number): FieldRef | undefined {
  if (node.kind !== 'group') return undefined;
  const inner = node.clauses.find(({ from, to }) => from < cursor && cursor <= to);
  const own = node.field !== undefined && cursor > node.field.span.to + 1 ? node.field : undefined;
  return (inner === undefined ? undefined : fieldAt(inner.node, cursor)) ?? own;
}

/** The innermost clause around a place, its signs included. */
function clauseAt(node: FilterNode, cursor: number): Span | undefined {
  if (node.kind !== 'group') return undefined;
  const inner = node.clauses.find(({ from, to }) => from <= cursor && cursor <= to);
  return inner === undefined ? undefined : (clauseAt(inner.node, cursor) ?? inner);
}
