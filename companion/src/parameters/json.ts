import { ExactNumber, floatToJson, integerToJson, isJsonArray } from '../../../src/json/index.js';
import type { JsonObject, JsonValue } from '../../../src/json/index.js';
import { kindOf, type Parameters, type ParameterValue } from './value.js';

/** The parameters as papermill stores them in `metadata.papermill.parameters`: `1.0` stays `1.0`, ints stay exact. */
export function parametersToJson(parameters: Parameters): JsonObject {
  return mapToJson(parameters);
}

/** A JSON value as a parameter: whole numbers without `.` or exponent become ints, all others floats, as in Python. */
export function parameterFromJson(value: JsonValue): ParameterValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
  if (value instanceof ExactNumber) return /^-?[0-9]+$/.test(value.text) ? BigInt(value.text) : value.valueOf();
  if (value === null || typeof value !== 'object') return value;
  if (isJsonArray(value)) return value.map(parameterFromJson);
  return new Map(Object.entries(value).map(([key, item]) => [key, parameterFromJson(item)] as const));
}

function toJson(value: ParameterValue): JsonValue {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return kinded.value;
    case 'int':
      return integerToJson(kinded.value);
    case 'float':
      return floatToJson(kinded.value);
    case 'list':
      return kinded.value.map(toJson);
    case 'map':
      return mapToJson(kinded.value);
  }
}

/** Through entries, so that a key `__proto__` is a key. */
function mapToJson(map: ReadonlyMap<string, ParameterValue>): JsonObject {
  return Object.fromEntries([...map].map(([key, item]) => [key, toJson(item)]));
}
