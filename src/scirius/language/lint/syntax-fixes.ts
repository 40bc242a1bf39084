import type { ParsedFilter } from '../parse.js';
import type { SyntaxCode, SyntaxError } from '../syntax-table.js';
import { quoteText } from '../serialize.js';
import { replacement, type Fix } from './diagnostic.js';

/** The ways out of a syntax error that need no guess. */
export function syntaxFixes(error: SyntaxError, filter: ParsedFilter): readonly Fix[] {
  return FIXES[error.code]?.(error, filter) ?? [];
}

const remove = (error: SyntaxError): readonly Fix[] => [replacement('Remove it', error, '')];
const atEnd = (title: string, insert: string) => (_: SyntaxError, filter: ParsedFilter) => {
  const end = filter.text.length;
  return [replacement(title, { from: end, to: end }, insert)];
};
const escape = (title: string) => (error: SyntaxError) => {
  return [replacement(title, { from: error.from, to: error.from }, '\\')];
};

const FIXES: { readonly [code in SyntaxCode]?: (error: SyntaxError, filter: ParsedFilter) => readonly Fix[] } = {
  'bracket-opened': remove,
  'bracket-closed': atEnd('Add )', ')'),
  'operator-between-clauses': remove,
  'one-modifier': remove,
  'quote-closed': atEnd('Add "', '"'),
  'regex-closed': escape('Write \\/'),
  'escape-complete': atEnd('Write \\\\', '\\'),
  'range-opened': escape('Escape it'),
  'mark-after-term': escape('Escape it'),
  'sign-escaped': escape('Escape it'),
  'colon-escaped': quoteValue
};

/** The word around the colon in quotes: `src_ip:0:0::1` as `src_ip:"0:0::1"`. */
function quoteValue(error: SyntaxError, { text }: ParsedFilter): readonly Fix[] {
  const before = /[^\s():]+$/.exec(text.slice(0, error.from))?.[0] ?? '';
  const after = /^[^\s()"]*/.exec(text.slice(error.from))?.[0] ?? '';
  const from = error.from - before.length;
  return [replacement('Put the value in quotes', { from, to: error.from + after.length }, quoteText(before + after))];
}
