import { ExactNumber } from './exact-number.js';
import { floatToJson } from './python-float.js';

/**
 * The value of a JSON number token, spelled as JSON wants it. A plain number if `formatJson` writes it as Python would
 * after reading the same token; an `ExactNumber` otherwise. `1e400` is infinite, as in Python.
 */
export function readNumberToken(token: string): number | ExactNumber {
  const value = Number(token);
  if (/[.eE]/.test(token)) return floatToJson(value);
  // Adding zero turns -0 into 0: Python has no negative int zero.
  return Number.isSafeInteger(value) ? value + 0 : new ExactNumber(token);
}

// 2 ** -1022
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Whether a number is denormal: so rare that the parser lends them out as placeholders. */
export function isPlaceholder(value: number): boolean {
  return value !== 0 && Math.abs(value) < SMALLEST_NORMAL;
}
