/**
 * What can be wrong with a filter's syntax. A server answers each with an error that says neither what nor where
 * (facts/spike-scirius, "Errors"), so the code, the place and the hint are ours. `{…}` is filled in by the parser.
 */
export const SYNTAX_TABLE = {
  'clause-present': {
    message: 'Something to search for is missing {here}.',
    hint: 'Write a term, such as event_type:alert, or remove what leads up to it. Everything is *.'
  },
  'operator-between-clauses': {
    message: '{raw} stands where a term was expected.',
    hint: 'AND and OR go between two terms. Remove it, or quote it to search for the word.'
  },
  'one-modifier': {
    message: '{raw} follows another NOT, + or -.',
    hint: 'A term takes one of NOT, !, + and -. Remove the others.'
  },
  'sign-escaped': {
    message: '{raw} stands where the value of a field was expected.',
    hint: 'Put the value in quotes, or write \\ before a sign that belongs to it. NOT, + and - go before the field.'
  },
  'bracket-opened': {
    message: 'This ) closes nothing.',
    hint: 'Remove it, or write \\) to search for one.'
  },
  'bracket-closed': {
    message: 'The ( at column {column} is never closed.',
    hint: 'Add ).'
  },
  'colon-escaped': {
    message: 'A second : in one term.',
    hint: 'Put a value that holds a colon in quotes, such as src_ip:"::1", or write \\: for it.'
  },
  'field-without-wildcard': {
    message: 'A wildcard in the name of a field.',
    hint: 'Escape it, as in http.\\*:x, or use * alone for all fields.'
  },
  'mark-after-term': {
    message: '{raw} stands where a term was expected.',
    hint: 'It goes right behind a term or a phrase. Remove it, or write \\ before it to search for it.'
  },
  'quote-closed': { message: 'This quote has no end.', hint: 'Add ", or write \\" to search for one.' },
  'regex-closed': {
    message: 'This / begins a regular expression that has no end.',
    hint: 'Write \\/ to search for a slash, or put the value in quotes.'
  },
  'escape-complete': { message: 'The filter ends with a backslash.', hint: 'Write \\\\ to search for one.' },
  'unicode-escape': {
    message: 'A \\u that is not followed by four hexadecimal digits.',
    hint: 'Write the character itself, or \\\\u to search for a backslash and a u.'
  },
  'range-complete': {
    message: 'This range is not complete.',
    hint: 'A range is [low TO high] or {low TO high}, with * for an open end and TO in capitals.'
  },
  'range-opened': {
    message: '{raw} closes a range that was not opened.',
    hint: 'Remove it, or write \\ before it to search for it.'
  },
  'boost-number': { message: 'A ^ is followed by a number.', hint: 'Remove the ^, or write \\^ to search for one.' },
  'nesting-limited': { message: 'Brackets are nested more than {limit} deep.', hint: 'Remove some of them.' }
} as const;

export type SyntaxCode = keyof typeof SYNTAX_TABLE;

/** A place in a filter that no server can read. `from` is where Lucene stops, counted from 0; lexical ones begin there. */
export type SyntaxError = {
  readonly code: SyntaxCode;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint: string;
};

/** A syntax error with the blanks of its message filled in. */
export function syntaxError(
  code: SyntaxCode,
  at: { readonly from: number; readonly to: number },
  blanks: Readonly<Record<string, string>> = {}
): SyntaxError {
  const { message, hint } = SYNTAX_TABLE[code];
  const filled = message.replace(/\{(\w+)\}/g, (whole, name: string) => blanks[name] ?? whole);
  return { code, from: at.from, to: at.to, message: filled, hint };
}
