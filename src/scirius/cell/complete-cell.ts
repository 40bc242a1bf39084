import { completionAt, type CompletionContext, type Span } from '../language/index.js';
import { QUERY_KINDS, QUERY_OPTIONS } from './line-table.js';
import { readQueryCell, type QueryCell } from './read-cell.js';

/** What can be typed at a place of a query cell. Places are counted from the beginning of the cell. */
export type CellCompletion =
  CompletionContext | (Span & { readonly kind: 'choice'; readonly choices: readonly Choice[] });

export type Choice = { readonly text: string; readonly description: string };

const KIND_CHOICES = Object.entries(QUERY_KINDS).map(([text, description]) => ({ text, description }));
const OPTION_CHOICES = Object.entries(QUERY_OPTIONS).map(([text, { description }]) => ({ text, description }));

/** Total; undefined when the text is no query, or the place stands before what can be chosen. */
export function completionInCell(text: string, cursor: number): CellCompletion | undefined {
  const cell = readQueryCell(text);
  if (cell === undefined || cursor <= cell.magic.to) return undefined;
  if (cursor <= cell.line.to) return completionInLine(text, cell, cursor);
  if (isInsideInsert(text, cell, cursor)) return undefined;
  const { from: start } = cell.body;
  const context = completionAt(cell.filter, cursor - start);
  return { ...context, from: context.from + start, to: context.to + start };
}

function completionInLine(text: string, { words }: QueryCell, cursor: number): CellCompletion {
  const word = words.find(({ from, to }) => from <= cursor && cursor <= to);
  const at = word ?? { from: cursor, to: cursor };
  const before = words.filter(({ to }) => to < at.from || (word === undefined && to <= cursor));
  const previous = before.at(-1)?.value;
  const span = { from: at.from, to: at.to };
  const field = (from: number): CellCompletion => {
    return { kind: 'field', from, to: at.to, prefix: text.slice(from, cursor), afterClause: false };
  };
  if (previous === '--columns') return field(lastComma(text, at.from, cursor));
  if (previous !== undefined && previous in QUERY_OPTIONS) return { kind: 'none', ...span };
  if (text.startsWith('--', at.from)) return { kind: 'choice', ...span, choices: OPTION_CHOICES };
  if (before.length === 0) return { kind: 'choice', ...span, choices: KIND_CHOICES };
  if (previous === 'terms') return field(at.from);
  return { kind: 'choice', ...span, choices: OPTION_CHOICES };
}

function lastComma(text: string, from: number, cursor: number): number {
  return from + text.slice(from, cursor).lastIndexOf(',') + 1;
}

/** Names in `{{…}}` are the kernel's; its own completion knows them. */
function isInsideInsert(text: string, { body }: QueryCell, cursor: number): boolean {
  const before = text.slice(body.from, cursor);
  return before.lastIndexOf('{{') > before.lastIndexOf('}}');
}
