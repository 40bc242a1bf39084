import { strip } from './python-text.js';

/** Python's `sys.int_info.default_max_str_digits`: longer texts are refused by `int()` and become floats. */
const MAX_INT_DIGITS = 4300;
const INT = /^[+-]?[0-9]+(?:_[0-9]+)*$/;
const FLOAT =
  /^[+-]?(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:e[+-]?[0-9]+(?:_[0-9]+)*)?$/i;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const NUMBER_SPACE = /^[\t-\r\u0085\p{Z}]$/u;
const NOT_A_NUMBER = /^[+-]?nan$/i;

/**
 * What Python's `int(text)` gives, `undefined` where it raises. Takes spaces around, `_` between digits and the
 * decimal digits of every script. Source: Python 3.11, `int`, `sys.set_int_max_str_digits`.
 */
export function parsePythonInt(text: string): bigint | undefined {
  const ascii = asciiNumber(text);
  if (!INT.test(ascii)) return undefined;
  const digits = ascii.replace(/[+_-]/g, '');
  if (digits.length > MAX_INT_DIGITS) return undefined;
  const magnitude = BigInt(digits);
  return ascii.startsWith('-') ? -magnitude : magnitude;
}

/** What Python's `float(text)` gives, `undefined` where it raises. Source: Python 3.11, `float`. */
export function parsePythonFloat(text: string): number | undefined {
  const ascii = asciiNumber(text);
  if (FLOAT.test(ascii)) return Number(ascii.replaceAll('_', ''));
  if (NOT_A_NUMBER.test(ascii)) return Number.NaN;
  if (INFINITE.test(ascii)) return ascii.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return undefined;
}

/**
 * The text without white space around it, each decimal digit of any script as `0` to `9`. Unlike `str.strip`, numbers
 * keep U+001C to U+001F. Source: CPython 3.11, `_PyUnicode_TransformDecimalAndSpaceToASCII`.
 */
function asciiNumber(text: string): string {
  return strip(text, NUMBER_SPACE).replace(/\p{Nd}/gu, digit => String(digitValue(digit)));
}

/** Unicode keeps the decimal digits of a script in runs of ten from zero; runs can touch (mathematical digits). */
function digitValue(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return before % 10;
}
