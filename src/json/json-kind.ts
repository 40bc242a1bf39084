import { ExactNumber } from './exact-number.js';
import type { JsonObject, JsonValue } from './json-value.js';

/** Whether the value is an object with keys: not null, not an array, not a number kept exact. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Whether the value is an array; unlike `Array.isArray` it knows the type of the items. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
