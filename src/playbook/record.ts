import { ExactNumber } from '../json/index.js';

/** Whether `value` is a JSON object: not null, not an array, not a number that is kept by its spelling. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** The own value of `key`; what an object inherits (`constructor`, `toString`) is not JSON. */
export function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** nbformat stores long text as a list of lines; in memory it is one string. Anything else is `undefined`. */
export function joinedText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every(line => typeof line === 'string') ? value.join('') : undefined;
}
