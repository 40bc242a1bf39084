import { ExactNumber, parseJson, type JsonObject, type JsonValue } from '../../../../src/json/index.js';

/** Digits of a whole number that may be beyond 2^53, which is 9,007,199,254,740,992. */
const MAY_BE_UNSAFE = /\d{17}|9\d{15}/u;

/**
 * The event of one line, or `undefined` when the line holds none: no JSON, or no object. Whole numbers that JavaScript
 * cannot hold are `ExactNumber`.
 */
export function readEvent(line: string): JsonObject | undefined {
  return MAY_BE_UNSAFE.test(line) ? objectOf(line, parseJson) : readEventFast(line);
}

/** The same with numbers as JavaScript has them: one of at least 2^53 may be another than the line says. */
export function readEventFast(line: string): JsonObject | undefined {
  // What JSON.parse gives is a JsonValue.
  return objectOf(line, text => JSON.parse(text) as JsonValue);
}

function objectOf(line: string, parse: (text: string) => JsonValue): JsonObject | undefined {
  try {
    const event = parse(line);
    return isObject(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

/** The exact whole number of a value, or `undefined` for one with a fraction or an exponent. */
export function exactInteger(value: number | ExactNumber): number | bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return /^-?\d+$/u.test(value.text) ? BigInt(value.text) : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}
