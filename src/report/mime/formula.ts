import { EMPTY, type Html } from '../html.js';
import type { Formula } from '../maths/formula.js';
import type { ShownFormula } from '../maths/formula-view.js';
import { note } from '../part.js';
import { grouped } from '../text/shorten.js';
import type { OutputContext } from './mime-renderer.js';

/** A formula as the report shows it; tells when it is not typeset. */
export function formulaHtml(formula: Formula, context: OutputContext): ShownFormula {
  const shown = context.formulas.show(formula);
  if (shown.refused !== undefined)
    context.notice('formula-typeset', `A formula is shown as its source: ${shown.refused}.`);
  return shown;
}

/** The remark below a text of which `count` formulas are shown as their source. */
export function refusedNote(count: number): Html {
  if (count === 0) return EMPTY;
  return note(
    count === 1
      ? 'A formula is shown as its source: it cannot be typeset.'
      : `${grouped(count)} formulas are shown as their source: they cannot be typeset.`
  );
}
