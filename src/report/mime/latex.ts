import { html, join, text, type Html } from '../html.js';
import { multilineText } from '../json-shape.js';
import { splitFormulas } from '../maths/split-formulas.js';
import { formulaHtml, refusedNote } from './formula.js';
import type { MimeRenderer } from './mime-renderer.js';
import { preformatted } from './text.js';

/** TeX that an output displays: its formulas typeset, the words between them as they are; without formulas its source. */
export const latexRenderer: MimeRenderer = {
  mimeTypes: ['text/latex'],
  kind: 'text',
  render: (data, context) => {
    const source = multilineText(data);
    if (source === undefined || source.trim() === '') return undefined;
    if (source.length > context.limits.textBytes) return preformatted(source, context);
    const pieces = splitFormulas(source);
    if (!pieces.some(({ kind }) => kind === 'formula')) return preformatted(source, context);
    const refused: string[] = [];
    const shown = pieces.map((piece): Html => {
      if (piece.kind === 'text') return text(piece.text);
      const { html: formula, refused: reason } = formulaHtml(piece.formula, context);
      if (reason !== undefined) refused.push(reason);
      return formula;
    });
    return html`<div class="nbr-md">${join(shown)}</div>${refusedNote(refused.length)}`;
  }
};
