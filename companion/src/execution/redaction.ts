import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';

/** How secrets leave what a run stores and tells. */
export type Redaction = {
  readonly text: (text: string) => string;
  readonly object: (object: JsonObject) => JsonObject;
};

type RedactOptions = {
  readonly redact?: (text: string) => string;
  readonly redactJson?: <T extends JsonValue>(value: T) => T;
};

/** What the options of a run say about secrets; nothing when they say nothing. */
export function redactionOf({ redact, redactJson }: RedactOptions): Redaction | undefined {
  if (redact === undefined) return undefined;
  return { text: redact, object: redactJson ?? (object => redactMembers(object, redact)) };
}

function redactMembers(object: JsonObject, redact: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [redact(key), redactValue(value, redact)]));
}

/** Values were measured before, so they are never too deep for recursion. */
function redactValue(value: JsonValue, redact: (text: string) => string): JsonValue {
  if (typeof value === 'string') return redact(value);
  if (isJsonArray(value)) return value.map(each => redactValue(each, redact));
  return isJsonObject(value) ? redactMembers(value, redact) : value;
}
