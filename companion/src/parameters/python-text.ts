const SPACES = '[\\t-\\r\\u001c-\\u0020\\u0085\\p{Z}]';
const LEADING = new RegExp(`^${SPACES}+`, 'u');
const SPACE = new RegExp(`^${SPACES}$`, 'u');

/** The text without white space at both ends. Source: Python 3.11 `str.strip`, which knows more spaces than `trim`. */
export function stripPython(text: string): string {
  const start = LEADING.exec(text)?.[0].length ?? 0;
  let end = text.length;
  // A regular expression anchored at the end would try every run of spaces on its way: quadratic.
  while (end > start && SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
