import type { Span } from '../ast.js';
import type { FieldCatalog } from '../fields.js';
import type { ParsedFilter } from '../parse.js';
import type { LintCode } from './lint-table.js';
import type { SyntaxCode } from '../syntax-table.js';

/** Text to put in place of a stretch of the filter. */
export type Change = Span & { readonly insert: string };

/** One way out, as a button would say it. Changes do not overlap and are in order. */
export type Fix = { readonly title: string; readonly changes: readonly Change[] };

/**
 * Something about a filter that its author should know. `error`: no server can read it; `warning`: it does not do what it
 * seems to, often without a word from the server; `info`: it works, and something else works better.
 */
export type Diagnostic = Span & {
  readonly code: LintCode | SyntaxCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly hint: string;
  readonly fixes: readonly Fix[];
};

export type LintContext = { readonly filter: ParsedFilter; readonly catalog: FieldCatalog };

/** What a rule found; severity and hint come from the table. */
export type Finding = Span & {
  readonly code: LintCode;
  readonly message: string;
  readonly fixes: readonly Fix[];
};

/** The text with a fix applied. */
export function applyFix(text: string, fix: Fix): string {
  let fixed = '';
  let at = 0;
  for (const { from, to, insert } of fix.changes) {
    fixed += text.slice(at, from) + insert;
    at = to;
  }
  return fixed + text.slice(at);
}

/** A fix that replaces one stretch. */
export function replacement(title: string, at: Span, insert: string): Fix {
  return { title, changes: [{ from: at.from, to: at.to, insert }] };
}
