import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateInline } from 'markdown-it';
import type { Formula } from './formula.js';
import { readFormula, scanBudget, type ScanBudget } from './read-formula.js';

/** What the rules keep during one parse: the formulas in the order of their marks. */
export type FormulaEnvironment = { readonly formulas: Formula[]; readonly scan: ScanBudget };

/** A fresh one for a text of `length` UTF-16 units. */
export function formulaEnvironment(length: number): FormulaEnvironment {
  return { formulas: [], scan: scanBudget(length) };
}

/**
 * Teaches a parser formulas. In its HTML each is a mark, `U+E000 index U+E001`, which the sanitizer replaces; so the
 * text must not hold these two characters: see `withoutMarks`. Blocks of code win over formulas, and spans of code too.
 */
export function useFormulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', inlineFormula);
  markdown.block.ruler.before('fence', 'formula', blockFormula, { alt: ['paragraph', 'reference', 'blockquote'] });
  markdown.renderer.rules.formula = (tokens, index) => markOf(tokens[index]?.meta);
}

/** The text without the characters that marks are made of. */
export function withoutMarks(source: string): string {
  return source.replace(/[\ue000\ue001]/g, '');
}

/** How a formula is written where only text can stand, e.g. in the description of a picture. */
export function asText(
  { meta }: { readonly meta: unknown },
  { formulas }: FormulaEnvironment
): { readonly type: 'text'; readonly content: string } {
  return { type: 'text', content: formulas[Number(meta)]?.source ?? '' };
}

function markOf(index: unknown): string {
  return `\ue000${Number(index)}\ue001`;
}

function inlineFormula(state: StateInline, silent: boolean): boolean {
  const code = state.src.charCodeAt(state.pos);
  if (code !== DOLLAR && code !== BACKSLASH) return false;
  const environment = environmentOf(state);
  // The second half of a `$$` that began nothing begins nothing either.
  if (code === DOLLAR && state.src.charCodeAt(state.pos - 1) === DOLLAR && state.pending.endsWith('$')) return false;
  const formula = readFormula(state.src, state.pos, environment.scan);
  if (formula === undefined) return false;
  if (!silent) push(state, formula, environment);
  state.pos += formula.source.length;
  return true;
}

function blockFormula(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const code = state.src.charCodeAt(start);
  if (code !== DOLLAR && code !== BACKSLASH) return false;
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !BLOCK_START.test(state.src.slice(start, start + 8)))
    return false;
  const environment = environmentOf(state);
  const text = linesOfFormula(state, startLine, endLine, environment.scan);
  const formula = readFormula(text, 0, environment.scan);
  if (formula === undefined || !/^[ \t]*(?:\n|$)/.test(text.slice(formula.source.length))) return false;
  if (silent) return true;
  const lines = formula.source.split('\n').length;
  state.line = startLine + lines;
  const token = push(state, formula, environment);
  token.block = true;
  token.map = [startLine, state.line];
  return true;
}

const DOLLAR = 0x24;
const BACKSLASH = 0x5c;
const BLOCK_START = /^(?:\$\$|\\\\?\[|\\begin\{)/;

/** The lines from an opening delimiter to the line that closes it, or the last one before a blank one. */
function linesOfFormula(state: StateBlock, startLine: number, endLine: number, scan: ScanBudget): string {
  const lines: string[] = [];
  let open = 0;
  for (let line = startLine; line < endLine && scan.left > 0; line += 1) {
    if (state.isEmpty(line) || (line > startLine && (state.sCount[line] ?? 0) < state.blkIndent)) break;
    const text = state.getLines(line, line + 1, state.blkIndent, false);
    scan.left -= text.length;
    lines.push(line === startLine ? text.trimStart() : text);
    open += opensMinusCloses(lines[0] ?? '', lines.length === 1 ? undefined : text);
    if (open <= 0) break;
  }
  return lines.join('\n');
}

/** By how much a line changes how many delimiters are open, for the one that `first` begins with; that is the line if `next` is undefined. */
function opensMinusCloses(first: string, next: string | undefined): number {
  const line = next ?? first;
  const name = /^\\begin(\{[A-Za-z]{1,20}\*?\})/.exec(first)?.[1];
  if (name !== undefined) return line.split(`\\begin${name}`).length - line.split(`\\end${name}`).length;
  const opening = /^(?:\$\$|\\\\?\[)/.exec(first)?.[0] ?? '';
  const closes = line.includes(opening.replace('[', ']'), next === undefined ? opening.length : 0);
  return (next === undefined ? 1 : 0) - (closes ? 1 : 0);
}

function push(
  state: StateBlock | StateInline,
  formula: Formula,
  { formulas }: FormulaEnvironment
): ReturnType<StateInline['push']> {
  const token = state.push('formula', '', 0);
  token.meta = formulas.push(formula) - 1;
  return token;
}

/** markdown-it hands on what `parse` was given: see `readMarkdown`. */
function environmentOf({ env }: { readonly env: FormulaEnvironment }): FormulaEnvironment {
  return env;
}
