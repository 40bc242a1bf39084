import type { VegaSpec } from './vega-spec.js';

/**
 * The chart in the HTML that altair writes unless it is told otherwise: a call `})({spec}, {options});` at the end of
 * its script. `undefined` for any other HTML. Linear: the markup is untrusted.
 * Source: altair 5.0 to 6.3, `altair/utils/html.py`, templates "standard" and "universal".
 */
export function readAltairMarkup(markup: string): VegaSpec | undefined {
  if (!markup.slice(0, SEARCHED).includes('id="altair-viz-')) return undefined;
  const call = markup.indexOf(CALL);
  if (call < 0) return undefined;
  const start = call + CALL.length - 1;
  const end = endOfObject(markup, start);
  const spec = readObject(markup.slice(start, end));
  if (spec === undefined) return undefined;
  const options = readObject(markup.slice(end + ARGUMENT.length, endOfObject(markup, end + ARGUMENT.length)));
  return { library: options?.mode === 'vega' ? 'vega' : 'vega-lite', spec };
}

/** At the start of a line: inside JSON a line feed is always escaped, so no text of the chart can hold this. */
const CALL = '\n  })({';
const ARGUMENT = ', ';
/** The element stands right behind a short style sheet. UTF-16 units. */
const SEARCHED = 5_000;

/** Behind the brace that closes the object that opens at `start`; the end of the text when there is none. */
function endOfObject(text: string, start: number): number {
  const token = /["{}]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === '"') token.lastIndex = endOfString(text, found.index);
    else depth += found[0] === '{' ? 1 : -1;
    if (depth === 0) return found.index + 1;
  }
  return text.length;
}

/** Behind the quote that closes the JSON string that opens at `start`. */
function endOfString(text: string, start: number): number {
  const special = /["\\]/g;
  special.lastIndex = start + 1;
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    if (found[0] === '"') return found.index + 1;
    special.lastIndex = found.index + 2;
  }
  return text.length;
}

function readObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    // Not altair's after all: HTML that looks like it is shown as any other.
    return undefined;
  }
}
