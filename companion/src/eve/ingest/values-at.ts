import { ExactNumber, type JsonObject, type JsonValue } from '../../../../src/json/index.js';

export type Scalar = string | number | boolean | ExactNumber;

/** All values of an event at `path`, through lists and objects, in their order. Names with dots count as paths. */
export function valuesAt(event: JsonObject, path: string): readonly Scalar[] {
  const found: Scalar[] = [];
  collect(event, path, found);
  return found;
}

/** All values of an event with their paths, in their order. */
export function* allValues(value: JsonValue, path = ''): Generator<readonly [string, Scalar]> {
  if (value === null) return;
  if (typeof value !== 'object' || value instanceof ExactNumber) yield [path, value];
  else if (isList(value)) for (const member of value) yield* allValues(member, path);
  else
    for (const [key, member] of Object.entries(value)) yield* allValues(member, path === '' ? key : `${path}.${key}`);
}

function collect(value: JsonValue, path: string, found: Scalar[]): void {
  if (value === null) return;
  if (typeof value !== 'object' || value instanceof ExactNumber) {
    if (path === '') found.push(value);
  } else if (isList(value)) for (const member of value) collect(member, path, found);
  else if (path !== '') {
    for (const key in value) {
      const member = value[key];
      if (member === undefined || !path.startsWith(key)) continue;
      if (path.length === key.length) collect(member, '', found);
      else if (path[key.length] === '.') collect(member, path.slice(key.length + 1), found);
    }
  }
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}
