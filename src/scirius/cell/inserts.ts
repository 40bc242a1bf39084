import type { Span } from '../language/index.js';
import type { CellCode } from './line-table.js';

/** `{{name}}` in a filter. `fault`: why it cannot be inserted there. */
export type Insert = Span & { readonly name: string; readonly fault: CellCode | undefined };

const PIECE = /\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"?|\/(?:[^/\\]|\\[\s\S])*\/?|\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;
const INSERT = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;
const BEFORE = /[\s\u3000([{:<>=+!-]/;
const AFTER = /[\s\u3000)\]}~^]/;

/**
 * The variables that a filter asks for, by place. Linear.
 * Source: huntbook/scirius/filters.py, which inserts them: outside quotes and regular expressions, apart from other text.
 */
export function findInserts(filter: string): readonly Insert[] {
  return [...filter.matchAll(PIECE)].flatMap(({ 0: raw, 1: name, index }): readonly Insert[] => {
    if (name !== undefined) {
      const [before, after] = [filter.charAt(index - 1) || ' ', filter.charAt(index + raw.length) || ' '];
      const isApart = BEFORE.test(before) && AFTER.test(after);
      return [{ from: index, to: index + raw.length, name, fault: isApart ? undefined : 'insert-apart' }];
    }
    return [...raw.matchAll(INSERT)].map(held => {
      const from = index + held.index;
      return { from, to: from + held[0].length, name: held[1] ?? '', fault: 'insert-outside-quotes' as const };
    });
  });
}

const FIRST_PRIVATE = 0xe000;
const PRIVATE = 0x1900;

/** The filter as it will be read: each insert is one quoted term, of the same length so that places stay. */
export function maskInserts(filter: string, inserts: readonly Insert[]): string {
  let masked = '';
  let at = 0;
  for (const [index, { from, to, fault }] of inserts.entries()) {
    if (fault === 'insert-outside-quotes') continue;
    masked += filter.slice(at, from) + maskOf(index, to - from);
    at = to;
  }
  return masked + filter.slice(at);
}

/** Puts inserts back into a text that was made from a masked filter, where they may have lost their quotes. */
export function unmaskInserts(text: string, filter: string, inserts: readonly Insert[]): string {
  return inserts.reduce((open, { from, to }, index) => {
    const [mask, written] = [maskOf(index, to - from), filter.slice(from, to)];
    return open.replaceAll(mask, written).replaceAll(mask.slice(1, -1), written);
  }, text);
}

/** A private character makes it none that a person writes, and tells one from the other. */
function maskOf(index: number, length: number): string {
  return `"${String.fromCharCode(FIRST_PRIVATE + (index % PRIVATE))}${'x'.repeat(length - 3)}"`;
}
