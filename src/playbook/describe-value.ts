import { ExactNumber } from '../json/index.js';
import { excerpt } from './excerpt.js';

/** A JSON value as a message names it: scalars as they are, `a list`, `an object`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return excerpt(value);
  if (value instanceof ExactNumber) return value.text;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : 'an object';
}

/** The text of a number as its author wrote it, `undefined` for anything else and for what is not finite. */
export function numberText(value: unknown): string | undefined {
  if (value instanceof ExactNumber) return value.text;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}
