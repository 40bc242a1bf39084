import { listOf, multilineText, recordOf } from '../json-shape.js';
import { readMarkdown } from '../text/markdown.js';
import { FORMULA_START } from './read-formula.js';
import { splitFormulas } from './split-formulas.js';

/** Whether a report of this notebook (any JSON) would typeset something: whether KaTeX is worth loading. Linear. */
export function holdsFormulas(notebook: unknown): boolean {
  const { cells, worksheets } = recordOf(notebook);
  const list = Array.isArray(cells) ? cells : listOf(worksheets).flatMap(sheet => listOf(recordOf(sheet).cells));
  return list.map(recordOf).some(cell => {
    if (cell.cell_type !== 'code') return isMarkdownWithFormulas(cell.source);
    return listOf(cell.outputs).map(recordOf).some(outputHoldsFormulas);
  });
}

function outputHoldsFormulas({ data }: Readonly<Record<string, unknown>>): boolean {
  const bundle = recordOf(data);
  return (
    isMarkdownWithFormulas(bundle['text/markdown']) ||
    splitFormulas(multilineText(bundle['text/latex']) ?? '').some(({ kind }) => kind === 'formula')
  );
}

function isMarkdownWithFormulas(value: unknown): boolean {
  const source = multilineText(value) ?? '';
  return FORMULA_START.test(source) && readMarkdown(source, 'output', () => undefined).formulas.length > 0;
}
