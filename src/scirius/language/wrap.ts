import { Failure } from '../../failure.js';
import { isSpace } from './characters.js';
import { parseFilter } from './parse.js';
import type { SyntaxCode, SyntaxError } from './syntax-table.js';

/** A filter that cannot be sent, or that Scirius would refuse: it does not end inside itself, cannot be read, or is too long. */
export class FilterRefused extends Failure<{ readonly column: number | undefined }> {
  readonly code = 'FILTER_REFUSED';
}

/** The filter that finds everything. */
export const EVERYTHING = '*';

/**
 * The filter as it is sent. Scirius puts `* AND ` before it without parentheses, which turns the first alternative of an
 * OR into a requirement (facts/scirius §0.1), so every filter is wrapped. Blank means everything.
 *
 * @throws FilterRefused `FILTER_REFUSED` for a filter whose brackets, quotes and regular expressions do not end inside it.
 */
export function wrapFilter(text: string | undefined): string {
  const filter = (text ?? '').replace(/^[ \t\r\n\u3000]+/, '');
  const trimmed = trimEnd(filter);
  if (trimmed === '' || trimmed === EVERYTHING) return EVERYTHING;
  const unbalanced = parseFilter(trimmed).errors.find(error => UNBALANCED[error.code] !== undefined);
  if (unbalanced !== undefined) throw refused(unbalanced);
  return `(${trimmed})`;
}

/**
 * Several filters that must all hold, as one; blank ones are left out.
 *
 * @throws FilterRefused `FILTER_REFUSED`, see `wrapFilter`.
 */
export function joinFilters(filters: readonly (string | undefined)[]): string {
  const parts = filters.map(wrapFilter).filter(part => part !== EVERYTHING);
  return parts.length === 0 ? EVERYTHING : parts.join(' AND ');
}

/** A blank at the end that is escaped belongs to the filter. */
function trimEnd(text: string): string {
  // No expression looks from the end, and from the front a long run of blanks takes its square.
  const end = endWithout(text, text.length, isSpace);
  const backslashes = end - endWithout(text, end, code => code === BACKSLASH);
  return text.slice(0, backslashes % 2 === 1 && end < text.length ? end + 1 : end);
}

const BACKSLASH = 0x5c;

function endWithout(text: string, from: number, isLeftOut: (code: number) => boolean): number {
  let end = from;
  while (end > 0 && isLeftOut(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

const UNBALANCED: { readonly [code in SyntaxCode]?: string } = {
  'bracket-opened': 'The ) at column {column} of the filter closes nothing.',
  'bracket-closed': 'A ( of the filter is never closed.',
  'quote-closed': 'The quote that begins at column {column} of the filter has no end.',
  'regex-closed': 'The regular expression that begins at column {column} of the filter has no end.',
  'escape-complete': 'The filter ends with a backslash.',
  'range-opened': 'The bracket at column {column} of the filter closes nothing.',
  'range-complete': 'The range before column {column} of the filter is not complete.',
  'nesting-limited': 'The filter nests brackets too deeply at column {column}.'
};

function refused(error: SyntaxError): FilterRefused {
  const column = error.from + 1;
  const message = (UNBALANCED[error.code] ?? error.message).replace('{column}', String(column));
  return new FilterRefused(message, { hint: error.hint, details: { column } });
}
