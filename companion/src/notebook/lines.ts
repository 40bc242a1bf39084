/** What ends a line for Python, apart from the line feed. Source: CPython 3.11, `str.splitlines`. */
// eslint-disable-next-line no-control-regex -- these control characters are meant
const OTHER_LINE_END = /[\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
// eslint-disable-next-line no-control-regex -- these control characters are meant
const AFTER_LINE_END = /(?<=[\n\v\f\x1c-\x1e\x85\u2028\u2029]|\r(?!\n))/;

/**
 * The lines of a text with their ends, as Python's `str.splitlines(True)`: vertical tab, form feed, U+001C to U+001E,
 * U+0085, U+2028 and U+2029 end a line as well.
 */
export function splitLines(text: string): readonly string[] {
  return OTHER_LINE_END.test(text) ? text.split(AFTER_LINE_END) : splitAtLineFeeds(text);
}

function splitAtLineFeeds(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** A line without its end. */
export function withoutLineEnd(line: string): string {
  if (line.endsWith('\r\n')) return line.slice(0, -2);
  return line.endsWith('\n') || OTHER_LINE_END.test(line.slice(-1)) ? line.slice(0, -1) : line;
}
