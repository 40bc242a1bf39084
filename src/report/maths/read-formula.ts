import type { Formula } from './formula.js';

/**
 * Reads the formula that begins at `at` of `text`, if one does. Rules of Jupyter: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`,
 * `\begin{…}…\end{…}`; no blank line inside; a delimiter between braces is none. Beyond Jupyter, `\(…\)` and `\[…\]`
 * count when TeX stands between them, and sums of money and variables of a shell are no formulas.
 * Source: JupyterLab `packages/rendermime/src/latex.ts`; for `$` Pandoc's manual, "tex_math_dollars".
 */
export function readFormula(text: string, at: number, scan: ScanBudget): Formula | undefined {
  const environment = BEGIN.exec(text.slice(at, at + 40));
  if (environment !== null) return readEnvironment(text, at, environment[1] ?? '', scan);
  const delimiter = DELIMITERS.find(({ open }) => text.startsWith(open, at));
  if (delimiter === undefined) return undefined;
  const { open, close, display, accepts } = delimiter;
  const end = findClose(text, at + open.length, delimiter, scan);
  if (end === undefined) return undefined;
  const tex = text.slice(at + open.length, end);
  const source = text.slice(at, end + close.length);
  if (tex.trim() === '' || BLANK_LINE.test(tex)) return undefined;
  return accepts === undefined || accepts(tex, text.charAt(at + source.length)) ? { tex, display, source } : undefined;
}

/** Characters at which a formula may begin. */
export const FORMULA_START = /[$\\]/;

/** How many characters may still be looked at for the ends of formulas: keeps reading linear whatever the text. */
export type ScanBudget = { left: number };

/** Room for a text of `length` UTF-16 units: each is read once where delimiters come in pairs. */
export function scanBudget(length: number): ScanBudget {
  return { left: 4 * length + 10_000 };
}

type Delimiter = {
  readonly open: string;
  readonly close: string;
  readonly display: boolean;
  /** What a search for the end stops at: an escaped character, a brace, or `close`. */
  readonly stops: RegExp;
  /** Whether what stands between the delimiters is a formula; `after` is the character behind it. */
  readonly accepts?: (tex: string, after: string) => boolean;
};

const DELIMITERS: readonly Delimiter[] = [
  { open: '$$', close: '$$', display: true, stops: /\$\$|\\[^]|[{}]/g },
  { open: '$', close: '$', display: false, stops: /\$|\\[^]|[{}]/g, accepts: isNoMoney },
  { open: '\\\\(', close: '\\\\)', display: false, stops: /\\\\\)|\\[^]|[{}]/g },
  { open: '\\\\[', close: '\\\\]', display: true, stops: /\\\\\]|\\[^]|[{}]/g },
  { open: '\\(', close: '\\)', display: false, stops: /\\\)|\\[^]|[{}]/g, accepts: isTex },
  { open: '\\[', close: '\\]', display: true, stops: /\\\]|\\[^]|[{}]/g, accepts: isTex }
];
const BEGIN = /^\\begin\{([A-Za-z]{1,20}\*?)\}/;
const BLANK_LINE = /\n[ \t]*\n/;
/** A longer stretch is no formula that somebody wrote. UTF-16 units. */
const LONGEST_STRETCH = 20_000;

function findClose(text: string, from: number, { close, stops }: Delimiter, scan: ScanBudget): number | undefined {
  const stretch = text.slice(from, from + Math.min(LONGEST_STRETCH, scan.left));
  let braces = 0;
  stops.lastIndex = 0;
  for (let stop = stops.exec(stretch); stop !== null; stop = stops.exec(stretch)) {
    const [found] = stop;
    if (found === '{') braces += 1;
    else if (found === '}') braces -= 1;
    else if (found === close && braces === 0) {
      scan.left -= stop.index;
      return from + stop.index;
    }
    if (braces < 0) break;
  }
  scan.left -= stops.lastIndex === 0 ? stretch.length : stops.lastIndex;
  return undefined;
}

function readEnvironment(text: string, at: number, name: string, scan: ScanBudget): Formula | undefined {
  const stretch = text.slice(at, at + Math.min(LONGEST_STRETCH, scan.left));
  let depth = 0;
  for (const stop of stretch.matchAll(/\\(begin|end)\{([A-Za-z]{1,20}\*?)\}/g)) {
    if (stop[2] !== name) continue;
    depth += stop[1] === 'begin' ? 1 : -1;
    if (depth > 0) continue;
    const source = stretch.slice(0, stop.index + stop[0].length);
    scan.left -= source.length;
    return BLANK_LINE.test(source) ? undefined : { tex: source, display: true, source };
  }
  scan.left -= stretch.length;
  return undefined;
}

/** Whether somebody meant TeX by `\(…\)`, which in Markdown is a bracket that must not begin a link. */
function isTex(tex: string): boolean {
  return /\\[A-Za-z]|[\^_=]/.test(tex);
}

/**
 * Whether `$…$` is a formula and not, as in `$5 and $6`, `$HOME/bin and $PATH`, two sums or two variables of a shell.
 * A closing `$` has no digit behind it; blanks within stand on both sides, or TeX between them.
 */
function isNoMoney(tex: string, after: string): boolean {
  if (/^\d/.test(after)) return false;
  if (/^\d[\d.,]*[ \w,.]*\s/.test(tex) && !/[\\^_{}=+<>]/.test(tex)) return false;
  const [before, behind] = [/^\s/.test(tex), /\s$/.test(tex)];
  if (before && behind) return tex.trim().length <= 3 || /[\\^_{}=<>+]/.test(tex);
  return (!before && !behind) || /\\[A-Za-z]|\^/.test(tex);
}
