/**
 * What is never written raw into code: quotes and backslashes, controls, halves of surrogate pairs, line separators,
 * and invisible format characters (bidirectional overrides make code look like what it is not).
 */
const RISKY = /["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with every risky character replaced by its short escape, or by `escape` of its code point. */
export function escapeText(
  text: string,
  shortEscapes: ReadonlyMap<string, string>,
  escape: (codePoint: number) => string
): string {
  return text.replace(RISKY, character => shortEscapes.get(character) ?? escape(character.codePointAt(0) ?? 0));
}

/** `value` in hexadecimal, at least `digits` digits. */
export function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** The escapes that C gave to most languages. */
export const C_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t']
]);

/** `\uXXXX` for each UTF-16 unit of a character: what languages without longer escapes have. */
export function utf16Escape(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  return Array.from({ length: text.length }, (_, index) => `\\u${hex(text.charCodeAt(index), 4)}`).join('');
}

/** `\uXXXX`, or `\UXXXXXXXX` for what does not fit: always of full length, so that no letter after it can join in. */
export function longUnicodeEscape(codePoint: number): string {
  return codePoint <= 0xffff ? `\\u${hex(codePoint, 4)}` : `\\U${hex(codePoint, 8)}`;
}
