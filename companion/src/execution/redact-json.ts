import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';

/** The object with every text in it redacted, keys included. */
export function redactObject(object: JsonObject, redact: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [redact(key), redactValue(value, redact)]));
}

/** The value with every text in it redacted. Values were measured before, so they are never too deep for recursion. */
export function redactValue(value: JsonValue, redact: (text: string) => string): JsonValue {
  if (typeof value === 'string') return redact(value);
  if (isJsonArray(value)) return value.map(each => redactValue(each, redact));
  return isJsonObject(value) ? redactObject(value, redact) : value;
}
