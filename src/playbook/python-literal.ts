const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0'
};
/** A repr longer than this is not decoded: nobody returns such a text on purpose. */
const MAX_CHARS = 1_000_000;

/**
 * The text of a Python string literal, as `repr` writes it and IPython shows a cell's last value; `undefined` if
 * `text` is no such literal. Source: CPython, `unicode_repr`.
 */
export function unquotePython(text: string): string | undefined {
  const literal = text.trim();
  if (literal.length > MAX_CHARS || !isQuoted(literal)) return undefined;
  return literal.slice(1, -1).replace(ESCAPE, (_, byte?: string, short?: string, long?: string, char?: string) => {
    const code = Number.parseInt(byte ?? short ?? long ?? '', 16);
    if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    return SHORT_ESCAPES[char ?? ''] ?? char ?? '';
  });
}

/** Whether a line looks like a dict or a list of dicts as Python prints them: a common mistake worth its own words. */
export function looksLikePythonDict(line: string): boolean {
  return /^\[?\s*\{\s*(?:'|[\w.]+\(|\})/.test(line);
}

/** By hand, since a regular expression with an alternative per character overflows on long texts. */
function isQuoted(literal: string): boolean {
  const quote = literal.charAt(0);
  if ((quote !== "'" && quote !== '"') || literal.length < 2) return false;
  for (let position = 1; position < literal.length - 1; position += 1) {
    const char = literal.charAt(position);
    if (char === quote || char === '\n' || char === '\r') return false;
    if (char === '\\') position += 1;
    if (position === literal.length - 1) return false;
  }
  return literal.endsWith(quote);
}
