import { attributes, html, text, type Html } from '../html.js';
import { sanitizeMathml } from '../sanitize/index.js';
import { visibleText } from '../text/visible-text.js';
import { DEFINES_MACROS, type Formula, type TypesetTex } from './formula.js';

/** Shows the formulas of one report, and keeps count of what they cost. */
export type FormulaView = {
  /** A formula as MathML, with its source for whoever cannot see that; or as its source, for the reason told. */
  show(formula: Formula): ShownFormula;
  /** Whether one was shown as MathML, so that the report needs the style sheet for them. */
  readonly hasMathml: boolean;
};

export type ShownFormula = { readonly html: Html; readonly refused: string | undefined };

/** What the formulas of one report may come to: how many, UTF-16 units of TeX, UTF-16 units of MathML. */
const MOST_FORMULAS = 2_000;
const MOST_TEX = 100_000;
const MOST_MARKUP = 2_000_000;
/** One that makes more than this is not for reading. */
const LONGEST_MARKUP = 200_000;
/** Formulas with macros of their own may cost many times their length: see typeset-tex.ts. */
const COST_OF_MACROS = 50;

/** One per report. Without `typeset` every formula is shown as its source. */
export function createFormulaView(typeset: TypesetTex | undefined): FormulaView {
  const known = new Map<string, ShownFormula>();
  let formulas = 0;
  let tex = 0;
  let markup = 0;
  let hasMathml = false;

  const isFull = (): boolean => formulas > MOST_FORMULAS || tex > MOST_TEX || markup > MOST_MARKUP;
  const makeFirst = (formula: Formula): ShownFormula => {
    if (typeset === undefined) return { html: sourceHtml(formula, undefined), refused: undefined };
    tex += formula.tex.length * (DEFINES_MACROS.test(formula.tex) ? COST_OF_MACROS : 1);
    return isFull() ? refuse(formula, TOO_MANY) : typesetSafely(formula, typeset);
  };

  return {
    show(formula) {
      const key = JSON.stringify([formula.display, formula.source]);
      formulas += 1;
      const shown = known.get(key) ?? makeFirst(formula);
      known.set(key, shown);
      if (typeset === undefined || shown.refused !== undefined) return shown;
      // The same one again takes no time, but room.
      markup += shown.html.length;
      if (isFull()) return refuse(formula, TOO_MANY);
      hasMathml = true;
      return shown;
    },
    get hasMathml() {
      return hasMathml;
    }
  };
}

const TOO_MANY = 'there are too many formulas';

function typesetSafely(formula: Formula, typeset: TypesetTex): ShownFormula {
  const made = typeset(formula);
  if (made.kind === 'refused') return refuse(formula, made.reason);
  if (made.markup.length > LONGEST_MARKUP) return refuse(formula, 'it is too large');
  const mathml = sanitizeMathml(made.markup);
  return mathml === undefined
    ? refuse(formula, 'it is nested too deeply')
    : { html: formulaHtml(formula, mathml), refused: undefined };
}

function refuse(formula: Formula, reason: string): ShownFormula {
  const refused = visibleText(reason, 120);
  return { html: sourceHtml(formula, `Not typeset: ${refused}.`), refused };
}

/** The source stands beside the formula; the style sheet shows it where a page or a browser has no MathML. */
function formulaHtml({ tex, display }: Formula, mathml: Html): Html {
  const names = ['nbr-m', display ? 'nbr-mm' : undefined, widthClass(mathml)].filter(name => name !== undefined);
  const values = { class: names.join(' '), tabindex: display ? 0 : undefined };
  return html`<span${attributes(values)}>${mathml}</span><code class="nbr-tex">${text(tex.trim())}</code>`;
}

/** Wide ones are printed smaller. Some 75 characters fill a line of A4; an operator has blanks round it. */
function widthClass(mathml: Html): string | undefined {
  const characters = mathml.replace(/<[^>]*>/g, '').length + mathml.split('<mo').length - 1;
  const widthOfLine = characters / Math.max(1, mathml.split('<mtr>').length - 1);
  if (widthOfLine > 120) return 'nbr-mg';
  return widthOfLine > 75 ? 'nbr-mf' : undefined;
}

function sourceHtml({ source, display }: Formula, title: string | undefined): Html {
  const line = html`<code${attributes({ title })}>${text(source)}</code>`;
  return display ? html`<span class="nbr-mm">${line}</span>` : line;
}
