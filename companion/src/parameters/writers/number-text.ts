import { pythonFloatText } from '../../../../src/json/index.js';
import type { IntWidth } from './uniform.js';

/** What a language calls the floats that have no digits. */
export type SpecialFloats = { readonly nan: string; readonly infinity: string; readonly negativeInfinity: string };

/** A float as most languages read it: Python's digits, and names for the rest. */
export function floatLiteral(value: number, { nan, infinity, negativeInfinity }: SpecialFloats): string {
  if (Number.isNaN(value)) return nan;
  if (!Number.isFinite(value)) return value > 0 ? infinity : negativeInfinity;
  return pythonFloatText(value);
}

/** A whole number of a language that marks 64 bits by `L`, and reads larger ones from a text by `big`. */
export function suffixedInt(value: bigint, width: IntWidth, big: string): string {
  if (width === 'big') return `${big}("${value.toString()}")`;
  return width === 'long' ? `${value.toString()}L` : value.toString();
}
