// eslint-disable-next-line no-control-regex -- these separators are spaces to Python
const SPACE = /^[\t-\r\u001c-\u001f\u0085\p{Z}]$/u;

/** The text without white space at both ends. Source: Python 3.11 `str.strip`, which knows other spaces than `trim`. */
export function stripPython(text: string): string {
  return strip(text, SPACE);
}

/** The text without the characters at both ends that `space` matches; linear, which an expression with `+$` is not. */
export function strip(text: string, space: RegExp): string {
  let start = 0;
  let end = text.length;
  while (start < end && space.test(text.charAt(start))) start += 1;
  while (end > start && space.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
