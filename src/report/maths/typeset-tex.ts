import katex, { ParseError } from 'katex';
import { DEFINES_MACROS, type Typeset, type TypesetTex } from './formula.js';

/**
 * TeX as MathML by KaTeX. The only file that imports it, and a chunk of its own: what a report without formulas never
 * loads. Total, and the same for the same formula; what comes back is not to be trusted (see sanitize-mathml.ts).
 */
export const typesetTex: TypesetTex = ({ tex, display }) => {
  const reason = refusal(tex);
  return reason === undefined ? typeset(withKnownEnvironments(tex), display) : { kind: 'refused', reason };
};

function typeset(tex: string, display: boolean): Typeset {
  let untrusted: string | undefined;
  try {
    const markup = katex.renderToString(tex, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      maxSize: 20,
      maxExpand: DEFINES_MACROS.test(tex) ? EXPANSIONS_OF_OWN : EXPANSIONS,
      trust: ({ command }) => {
        untrusted ??= command;
        return false;
      }
    });
    return untrusted === undefined
      ? { kind: 'mathml', markup }
      : { kind: 'refused', reason: `${untrusted} is not for reports` };
  } catch (error) {
    if (error instanceof ParseError) return { kind: 'refused', reason: error.rawMessage };
    // What is not a mistake in the formula is one of KaTeX's: the reader needs the formula more than its stack.
    return { kind: 'refused', reason: 'KaTeX cannot read it' };
  }
}

/** Macros that KaTeX brings along count too: `\dots` is four expansions. */
const EXPANSIONS = 500;
const EXPANSIONS_OF_OWN = 50;

/** UTF-16 units of the longest formula that is typeset; and of one that defines macros, which can multiply it. */
const LONGEST = 3_000;
const LONGEST_DEFINING = 500;
/** Open braces and brackets at once. KaTeX recurses: what is too deep must not depend on the size of somebody's stack. */
const DEEPEST = 50;

/** Why a formula is not even tried: each rule keeps the work for one formula in proportion to its length. */
function refusal(tex: string): string | undefined {
  if (tex.length > LONGEST) return `it has more than ${LONGEST} characters`;
  if (depthOf(tex) > DEEPEST) return `it nests deeper than ${DEEPEST} levels`;
  if (!DEFINES_MACROS.test(tex)) return undefined;
  // A macro that doubles its parameter takes a gigabyte after thirty expansions.
  if (/(?<!\\)#/.test(tex)) return 'macros with parameters are not for reports';
  return tex.length > LONGEST_DEFINING ? `it defines macros in more than ${LONGEST_DEFINING} characters` : undefined;
}

/** How deep groups nest; a run of commands counts as well, since each may take the next one as its argument. */
function depthOf(tex: string): number {
  let open = 0;
  let run = 0;
  let deepest = 0;
  for (const [token] of tex.matchAll(/\\[A-Za-z]+|\\[^]|[^\s]/g)) {
    if (OPENS.test(token)) open += 1;
    else if (CLOSES.test(token)) open -= 1;
    run = ARGUMENT_FREE.test(token) ? 0 : run + 1;
    deepest = Math.max(deepest, open + run / 4);
  }
  return deepest;
}

const OPENS = /^(?:\{|\\left|\\begin)$/;
const CLOSES = /^(?:\}|\\right|\\end)$/;
const ARGUMENT_FREE = /^[^\\^_{]/;

/** Environments of LaTeX that KaTeX does not know, as those it knows. */
const LINES = /\\begin\{(?:align|gather|alignat|multline)/;
const ENVIRONMENTS: Readonly<Record<string, readonly [begin: string, end: string]>> = {
  eqnarray: ['\\begin{array}{rcl}', '\\end{array}'],
  multline: ['\\begin{gather*}', '\\end{gather*}'],
  math: ['{', '}'],
  displaymath: ['{', '}']
};

/** Numbers of lines, which KaTeX's MathML leaves out, stand behind the line. */
function withKnownEnvironments(tex: string): string {
  const numbered = LINES.test(tex) ? tex.replace(/\\tag\*?\{([^{}$\\]{0,80})\}/g, '\\qquad\\text{($1)}') : tex;
  // A label is seen by nobody; what refers to it is refused.
  const shown = numbered.replace(/\\label\{[^{}]{0,200}\}/g, '');
  return shown.replace(
    /\\(begin|end)\{(eqnarray|multline|math|displaymath)\*?\}/g,
    (whole, side: string, name: string) => {
      const known = ENVIRONMENTS[name];
      return known === undefined ? whole : side === 'begin' ? known[0] : known[1];
    }
  );
}
