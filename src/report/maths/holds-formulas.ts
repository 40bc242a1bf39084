import { listOf, multilineText, recordOf, type UnknownRecord } from '../json-shape.js';
import { readMarkdown } from '../text/markdown.js';
import { capturedOutputs } from '../widgets/models.js';
import { FORMULA_START } from './read-formula.js';
import { splitFormulas } from './split-formulas.js';

/** In longer texts a `$` is taken for a formula: to read them costs more than to load KaTeX for nothing. UTF-16 units. */
const WORTH_READING = 100_000;

/** Whether a report of this notebook (any JSON) may typeset something: whether KaTeX is worth loading. Linear. */
export function holdsFormulas(notebook: unknown): boolean {
  const { cells, worksheets, metadata } = recordOf(notebook);
  const list = Array.isArray(cells) ? cells : listOf(worksheets).flatMap(sheet => listOf(recordOf(sheet).cells));
  let unread = WORTH_READING;
  const isRead = (source: string): boolean => (unread -= source.length) >= 0;
  const isMarkdownWithFormulas = (value: unknown): boolean => {
    const source = multilineText(value) ?? '';
    if (!FORMULA_START.test(source)) return false;
    return !isRead(source) || readMarkdown(source, 'output', () => undefined).formulas.length > 0;
  };
  const isTexWithFormulas = (value: unknown): boolean => {
    const source = multilineText(value) ?? '';
    if (!FORMULA_START.test(source)) return false;
    return !isRead(source) || splitFormulas(source).some(({ kind }) => kind === 'formula');
  };
  const outputHoldsFormulas = ({ data }: UnknownRecord): boolean => {
    const bundle = recordOf(data);
    return isMarkdownWithFormulas(bundle['text/markdown']) || isTexWithFormulas(bundle['text/latex']);
  };
  return (
    list.map(recordOf).some(cell => {
      if (cell.cell_type !== 'code') return isMarkdownWithFormulas(cell.source);
      return listOf(cell.outputs).map(recordOf).some(outputHoldsFormulas);
    }) || capturedOutputs(recordOf(metadata)).map(recordOf).some(outputHoldsFormulas)
  );
}
