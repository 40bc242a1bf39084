import { ExactNumber } from './exact-number.js';

/**
 * The text Python's `repr` gives a float: `1.0`, `1e-07`, `1e+16`, `-0.0`, and `nan`, `inf`, `-inf`.
 * Both languages print the shortest digits that read back as the same number; they differ in where the exponent starts
 * (Python below 1e-4 and from 1e16 on), in its two digits, and in the `.0`.
 * Source: CPython 3.11 `float_repr_style = 'short'`, `Python/pystrtod.c`.
 */
export function pythonFloatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The JSON value that is written as Python writes this float: `2` becomes `2.0`. Not finite: the number itself. */
export function floatToJson(value: number): number | ExactNumber {
  return Number.isInteger(value) ? new ExactNumber(pythonFloatText(value)) : value;
}

/** The JSON value that is written as Python writes this int, of any size. */
export function integerToJson(value: bigint): number | ExactNumber {
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : new ExactNumber(value.toString());
}
