import { parseJson, type JsonValue } from '../json/index.js';
import { excerpt } from './excerpt.js';
import { scanJson, type JsonExtent, type Range } from './json-scan.js';
import { RESULT_LIMITS } from './limits.js';
import type { ProblemCode } from './problem-table.js';
import { looksLikePythonDict } from './python-literal.js';

/** What a piece of a cell's text is: a JSON value that may be a result, or the reason why it is none. `line` is 1-based. */
export type Candidate =
  | { readonly kind: 'value'; readonly value: JsonValue; readonly line: number }
  | { readonly kind: 'bad'; readonly code: ProblemCode; readonly message: string; readonly line: number };

// eslint-disable-next-line no-control-regex -- the escape character is what begins a colour
const CSI = /\x1b\[[0-?]*[ -/]*[@-~]/g;

/**
 * The candidates in the text that a cell printed: objects and arrays, one or several per line or spread over lines;
 * each element of an array is one candidate. A line that is none of these is a `bad` one, and reading goes on with the
 * next line. Linear: what is read again after a failed attempt has a budget.
 */
export function* candidatesIn(printed: string): Generator<Candidate, void> {
  // Colours (rich, loggers) are no part of what was printed.
  const text = printed.includes('\x1b') ? printed.replace(CSI, '') : printed;
  const lines = new LineCounter(text);
  let budget = 4 * text.length + 65_536;
  // Inside a broken piece that spans lines, its other lines belong to the problem that was already told.
  let insideBroken = false;
  let toldLine = 0;
  for (let position = 0; (position = skipBlank(text, position)) < text.length;) {
    const char = text.charAt(position);
    const line = lines.at(position);
    const lineEnd = endOfLine(text, position);
    if (char !== '{' && char !== '[') {
      if (insideBroken && isFragment(text, position)) {
        position = lineEnd;
        continue;
      }
      insideBroken = false;
      yield {
        kind: 'bad',
        line,
        code: 'result-line-is-json',
        message: `This line is not a JSON object: ${excerpt(text.slice(position, lineEnd))}.`
      };
      position = lineEnd;
      continue;
    }
    const extent = scanJson(text, position, {
      limit: budget > 0 ? text.length : lineEnd,
      depth: RESULT_LIMITS.nesting
    });
    if (extent.kind === 'complete') {
      for (const range of extent.elements ?? [{ start: position, end: extent.end }]) {
        yield valueOf(text, range, lines.at(range.start));
      }
      position = insideBroken ? skipComma(text, extent.end) : extent.end;
      continue;
    }
    budget -= extent.end - position;
    // Told where it breaks; when it never ends, where it begins.
    const faultLine = extent.kind === 'unfinished' ? line : line + countLineFeeds(text, position, extent.end);
    if (faultLine !== toldLine) yield { ...brokenBy(extent, text, position), line: faultLine };
    toldLine = faultLine;
    insideBroken = insideBroken || extent.end > lineEnd;
    position = lineEnd;
  }
}

function valueOf(text: string, range: Range, line: number): Candidate {
  try {
    return { kind: 'value', value: parseJson(text.slice(range.start, range.end)), line };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    return { kind: 'bad', code: 'result-json-valid', message: `This is not JSON: ${excerpt(reason)}.`, line };
  }
}

function brokenBy(
  extent: Exclude<JsonExtent, { kind: 'complete' }>,
  text: string,
  start: number
): Omit<Extract<Candidate, { kind: 'bad' }>, 'line'> {
  const begin = text.slice(start, endOfLine(text, start));
  if (extent.kind === 'deep') {
    const message = `Nested more than ${RESULT_LIMITS.nesting} levels deep: ${excerpt(begin)}.`;
    return { kind: 'bad', code: 'result-nesting-bounded', message };
  }
  if (looksLikePythonDict(begin)) {
    return { kind: 'bad', code: 'result-json-not-python', message: `A Python dict is not JSON: ${excerpt(begin)}.` };
  }
  const fault =
    extent.kind === 'unfinished'
      ? 'does not end'
      : `breaks at ${excerpt(text.slice(extent.end, endOfLine(text, extent.end)))}`;
  return { kind: 'bad', code: 'result-json-valid', message: `JSON that begins with ${excerpt(begin)} ${fault}.` };
}

/** White space, line ends, and form feeds. */
function skipBlank(text: string, start: number): number {
  let position = start;
  while (position < text.length && /\s/.test(text.charAt(position))) position += 1;
  return position;
}

function skipComma(text: string, end: number): number {
  return text.charAt(end) === ',' ? end + 1 : end;
}

/** Where the line ends: at a line feed, or at a carriage return, after which a terminal would write over the line. */
function endOfLine(text: string, start: number): number {
  let position = start;
  while (position < text.length && text.charCodeAt(position) !== 0x0a && text.charCodeAt(position) !== 0x0d)
    position += 1;
  return position;
}

/** A line of a larger JSON text: it is indented, or begins as only such a line does. */
function isFragment(text: string, position: number): boolean {
  return '}],"'.includes(text.charAt(position)) || /[ \t]/.test(text.charAt(position - 1));
}

/** Line numbers for positions that only grow. */
class LineCounter {
  readonly #text: string;
  #position = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(position: number): number {
    this.#line += countLineFeeds(this.#text, this.#position, position);
    this.#position = position;
    return this.#line;
  }
}

function countLineFeeds(text: string, start: number, end: number): number {
  let count = 0;
  for (let position = start; position < end; position += 1) if (text.charCodeAt(position) === 0x0a) count += 1;
  return count;
}
