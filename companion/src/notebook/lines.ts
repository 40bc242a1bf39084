/**
 * The lines of a text with their ends, as Python's `str.splitlines(True)`: not only line feeds end a line, but also
 * \v \f \x1c \x1d \x1e \x85 U+2028 and U+2029. Source: CPython 3.11, `str.splitlines`.
 */
export function splitLines(text: string): readonly string[] {
  if (text === '') return [];
  // eslint-disable-next-line no-control-regex -- Python counts these control characters as line ends
  if (!/[\r\v\f\x1c-\x1e\x85\u2028\u2029]/.test(text)) return splitAtLineFeeds(text);
  // eslint-disable-next-line no-control-regex -- Python counts these control characters as line ends
  return (
    text.match(
      /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g
    ) ?? []
  );
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
