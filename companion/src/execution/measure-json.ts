import { isJsonArray, isJsonObject, type JsonValue } from '../../../src/json/index.js';

/** Deeper values would overflow the stack of whoever walks them by recursion. */
const MAX_DEPTH = 500;

/**
 * About how many UTF-8 bytes the value takes as JSON without escapes; `Infinity` when it is nested deeper than 500
 * levels. Level by level, never recursive: the value is a kernel's.
 */
export function measureJson(value: JsonValue): number {
  let bytes = 0;
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return Number.POSITIVE_INFINITY;
    const next: JsonValue[] = [];
    for (const each of level) {
      if (typeof each === 'string') bytes += Buffer.byteLength(each) + 2;
      else if (isJsonArray(each)) bytes += addItems(each, next);
      else if (isJsonObject(each)) bytes += addMembers(each, next);
      else bytes += 4;
    }
    level = next;
  }
  return bytes;
}

function addItems(items: readonly JsonValue[], next: JsonValue[]): number {
  for (const item of items) next.push(item);
  return 2 + items.length;
}

function addMembers(object: { readonly [key: string]: JsonValue }, next: JsonValue[]): number {
  let bytes = 2;
  for (const [key, value] of Object.entries(object)) {
    bytes += Buffer.byteLength(key) + 4;
    next.push(value);
  }
  return bytes;
}
