import { ExactNumber } from './exact-number.js';
import type { JsonValue } from './json-value.js';

/**
 * The value as `JSON.parse` in a browser would have given it: exact numbers become numbers, what is not finite becomes
 * null, halves of surrogate pairs become U+FFFD.
 */
export function toPlainJson(value: JsonValue): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || typeof value === 'boolean') return value;
  if (value instanceof ExactNumber) return toPlainJson(value.valueOf());
  if (Array.isArray(value)) return value.map(toPlainJson);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormed(key), toPlainJson(item)]));
}

/** The text with halves of surrogate pairs replaced by U+FFFD, so that every encoder takes it. */
export function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
}
