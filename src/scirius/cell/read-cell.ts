import type { Span } from '../language/index.js';
import { findInserts, maskInserts, type Insert } from './inserts.js';
import { readWords, type LineWord } from './line-words.js';

/** A `%%scirius` cell, with places counted from its beginning. */
export type QueryCell = {
  /** `%%scirius` itself. */
  readonly magic: Span;
  /** The rest of the first line. */
  readonly line: Span;
  readonly words: readonly LineWord[];
  /** The filter: everything below the first line. */
  readonly body: Span;
  /** The filter with each insert as one quoted term of the same length. */
  readonly filter: string;
  /** What is inserted into the filter; places are counted from the beginning of the filter. */
  readonly inserts: readonly Insert[];
};

/** IPython leaves out blank lines before a magic. */
const OPENING = /^(?:[ \t]*\n)*%%scirius(?![^\s])/;

/** Whether a cell is a query; cheap, for asking at every key. */
export function isQueryCell(text: string): boolean {
  return OPENING.test(text);
}

/** Reads the text of a cell; undefined when it is no query. Total and linear. */
export function readQueryCell(text: string): QueryCell | undefined {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const from = opening.length;
  const newline = text.indexOf('\n', from);
  const to = newline < 0 ? text.length : newline;
  const body = { from: Math.min(to + 1, text.length), to: text.length };
  const written = text.slice(body.from);
  const inserts = findInserts(written);
  return {
    magic: { from: from - '%%scirius'.length, to: from },
    line: { from, to },
    words: readWords(text.slice(from, to), from),
    body,
    filter: maskInserts(written, inserts),
    inserts
  };
}
