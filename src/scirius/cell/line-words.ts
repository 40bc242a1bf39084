import type { Span } from '../language/index.js';

/** A word of the first line: its place with quotes, and its value without them. */
export type LineWord = Span & { readonly value: string; readonly isClosed: boolean };

const WORD = /(?:\\[^\n]|"(?:[^"\\\n]|\\[^\n])*("?)|'[^'\n]*('?)|[^\s"'\\])+/g;
const PART = /\\([^\n])|"((?:[^"\\\n]|\\[^\n])*)("?)|'([^'\n]*)('?)|([^"'\\]+)/g;

/**
 * Cuts a line into words as a shell does. Source: Python's `shlex.split`, by which the magic reads its line.
 *
 * @param from - where the line begins in the cell; places are counted from the beginning of the cell
 */
export function readWords(line: string, from: number): readonly LineWord[] {
  return [...line.matchAll(WORD)].map(({ 0: raw, index }) => {
    const parts = [...raw.matchAll(PART)];
    return {
      from: from + index,
      to: from + index + raw.length,
      value: parts.map(valueOfPart).join(''),
      isClosed: parts.every(([, , double, doubleEnd, single, singleEnd]) =>
        double !== undefined ? doubleEnd === '"' : single === undefined || singleEnd === "'"
      )
    };
  });
}

function valueOfPart([, escaped, double, , single, , plain]: RegExpMatchArray): string {
  // In double quotes a backslash protects a quote and itself only.
  return escaped ?? double?.replace(/\\(["\\])/g, '$1') ?? single ?? plain ?? '';
}
