import { ExactNumber } from './exact-number.js';
import { floatToJson } from './python-float.js';

/**
 * The value of a JSON number token, spelled as JSON wants it. A plain number if {@link formatJson} writes it as Python
 * would after reading the same token; an `ExactNumber` otherwise. `1e400` is infinite, as in Python.
 */
export function readNumberToken(token: string): number | ExactNumber {
  const value = Number(token);
  if (/[.eE]/.test(token)) return floatToJson(value);
  return Number.isSafeInteger(value) ? value : new ExactNumber(token);
}
