/** A formula in a text: its TeX, whether it stands on a line of its own, and how it was written, delimiters included. */
export type Formula = { readonly tex: string; readonly display: boolean; readonly source: string };

/** Commands that define macros: what such a formula costs is not told by its length. Source: KaTeX 0.16, `defineMacro`. */
export const DEFINES_MACROS = /\\(?:[gex]?def|let|futurelet|(?:re)?newcommand|providecommand|global|long)(?![A-Za-z])/;

/** MathML that nobody has looked at yet, or in words why there is none. */
export type Typeset =
  { readonly kind: 'mathml'; readonly markup: string } | { readonly kind: 'refused'; readonly reason: string };

/** What typesets TeX. It is handed in, so that a report without formulas loads nothing for them. Pure and total. */
export type TypesetTex = (formula: Pick<Formula, 'tex' | 'display'>) => Typeset;

/** A stretch of a text: as it is, or a formula. */
export type FormulaPiece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'formula'; readonly formula: Formula };
