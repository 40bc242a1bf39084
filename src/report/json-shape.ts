/** A JSON object as far as a reader may trust it: any key may be missing or of any type. */
export type UnknownRecord = { readonly [key: string]: unknown };

const EMPTY: UnknownRecord = {};

/** `value` as an object, or an empty one: notebooks from disk hold anything anywhere. */
export function recordOf(value: unknown): UnknownRecord {
  return isRecord(value) ? value : EMPTY;
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` as a list, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The text of a string or of a list of strings, joined; `undefined` for anything else.
 * Source: nbformat 4.5 schema, `misc/multiline_string`.
 */
export function multilineText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  return value.every(isString) ? value.join('') : value.filter(isString).join('');
}

/** `value` if it is a whole number of at least 0, else `undefined`. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number.NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
