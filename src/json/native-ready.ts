import { ExactNumber } from './exact-number.js';
import { isJsonArray } from './json-kind.js';
import type { JsonObject, JsonValue } from './json-value.js';

/**
 * A value that `JSON.stringify` writes exactly as Python would write `value` (with sorted keys if asked): the value
 * itself or a copy in another order; undefined when there is none. Worth the walk: the engine writes five times as
 * fast as {@link formatJson}'s own writer (5 MB notebook: 15 ms instead of 77 ms).
 */
export function nativeReady(value: JsonValue, sortKeys: boolean): JsonValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return isSpelledAlike(value) ? value : undefined;
  if (value instanceof ExactNumber) return undefined;
  return isJsonArray(value) ? readyArray(value, sortKeys) : readyObject(value, sortKeys);
}

/** Python starts exponents below 1e-4 and from 1e16 on, JavaScript later; both spell what is between alike. */
function isSpelledAlike(value: number): boolean {
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16;
}

function readyArray(items: readonly JsonValue[], sortKeys: boolean): JsonValue | undefined {
  let copy: JsonValue[] | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] ?? null;
    const ready = nativeReady(item, sortKeys);
    if (ready === undefined) return undefined;
    if (ready !== item) (copy ??= [...items])[index] = ready;
  }
  return copy ?? items;
}

function readyObject(object: JsonObject, sortKeys: boolean): JsonValue | undefined {
  const keys = Object.keys(object);
  if (sortKeys && !keys.every(isSortable)) return undefined;
  const isSorted = !sortKeys || keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key);
  let isSame = isSorted;
  const copy: Record<string, JsonValue> = {};
  for (const key of isSorted ? keys : keys.sort()) {
    const value = object[key];
    if (value === undefined) continue;
    const ready = nativeReady(value, sortKeys);
    if (ready === undefined) return undefined;
    if (ready !== value) isSame = false;
    copy[key] = ready;
  }
  return isSame ? object : copy;
}

/**
 * Whether an object keeps this key where sorting by UTF-16 units puts it, and code points are sorted alike. Keys like
 * `10` always come first in an object, `__proto__` cannot be assigned, and above U+D7FF the two orders differ.
 */
function isSortable(key: string): boolean {
  const first = key.charCodeAt(0);
  return !(first >= 0x30 && first <= 0x39) && key !== '__proto__' && !/[\ud800-\uffff]/.test(key);
}
