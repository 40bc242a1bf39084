import { applyFix, type Diagnostic } from '../../../../src/scirius/index.js';
import { terminalText } from '../terminal-text.js';

/** Diagnostics for a terminal: the line, a caret under the place, the sentence, and the first way out. */
export function showDiagnostics(filter: string, diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(diagnostic => showOne(filter, diagnostic)).join('\n');
}

function showOne(filter: string, { from, to, severity, code, message, hint, fixes }: Diagnostic): string {
  const start = filter.lastIndexOf('\n', from - 1) + 1;
  const end = filter.indexOf('\n', from) < 0 ? filter.length : filter.indexOf('\n', from);
  const line = filter.slice(start, end);
  const lineNumber = filter.slice(0, start).split('\n').length;
  const before = visible(line.slice(0, from - start));
  const marked = visible(line.slice(from - start, to - start));
  const place = `${String(lineNumber)}:${String(from - start + 1)}`;
  const [fix] = fixes;
  const mended = fix === undefined ? [] : [`  ${fix.title}: ${visible(applyFix(filter, fix))}`];
  return [
    `${place} ${severity} ${code}`,
    `  ${visible(line)}`,
    `  ${' '.repeat(before.length)}${'^'.repeat(Math.max(marked.length, 1))}`,
    `  ${visible(message)} ${hint}`,
    ...mended,
    ''
  ].join('\n');
}

/** One line whatever it holds; carets stay below what they mark. */
function visible(text: string): string {
  return terminalText(text).replaceAll('\t', ' ').replaceAll('\n', ' ');
}
