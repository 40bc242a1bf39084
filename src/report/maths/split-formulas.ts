import type { FormulaPiece } from './formula.js';
import { FORMULA_START, readFormula, scanBudget } from './read-formula.js';

/** A text that is not Markdown, such as a `text/latex` output, as its formulas and what stands between them. Linear. */
export function splitFormulas(text: string): readonly FormulaPiece[] {
  const pieces: FormulaPiece[] = [];
  const scan = scanBudget(text.length);
  let from = 0;
  let at = text.search(FORMULA_START);
  while (at >= 0 && at < text.length) {
    const formula = FORMULA_START.test(text.charAt(at)) ? readFormula(text, at, scan) : undefined;
    if (formula === undefined) {
      // An escaped `$` begins nothing.
      at += text.startsWith('\\$', at) ? 2 : 1;
      continue;
    }
    if (at > from) pieces.push({ kind: 'text', text: text.slice(from, at) });
    pieces.push({ kind: 'formula', formula });
    from = at = at + formula.source.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}
