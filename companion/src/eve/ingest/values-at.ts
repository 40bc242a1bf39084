import { ExactNumber, type JsonObject, type JsonValue } from '../../../../src/json/index.js';
import { LIMITS } from '../defaults.js';

export type Scalar = string | number | boolean | ExactNumber;

/**
 * All values of an event at `path`, through lists and objects, in their order. Names with dots count as paths. As when
 * the event was indexed, values below `LIMITS.depth` are left out: a hostile event nests deeper than the stack.
 */
export function valuesAt(event: JsonObject, path: string): readonly Scalar[] {
  const found: Scalar[] = [];
  collect({ value: event, depth: 0 }, path, found);
  return found;
}

/** All values of an event with their paths, in their order, down to `LIMITS.depth`. */
export function allValues(event: JsonObject): readonly (readonly [string, Scalar])[] {
  const found: (readonly [string, Scalar])[] = [];
  collectAll({ value: event, depth: 0 }, '', found);
  return found;
}

type Nested = { readonly value: JsonValue; readonly depth: number };

function collectAll({ value, depth }: Nested, path: string, found: (readonly [string, Scalar])[]): void {
  if (value === null) return;
  if (typeof value !== 'object' || value instanceof ExactNumber) found.push([path, value]);
  else if (depth > LIMITS.depth) return;
  else if (isList(value)) for (const member of value) collectAll({ value: member, depth: depth + 1 }, path, found);
  else {
    for (const [key, member] of Object.entries(value)) {
      collectAll({ value: member, depth: depth + 1 }, path === '' ? key : `${path}.${key}`, found);
    }
  }
}

function collect({ value, depth }: Nested, path: string, found: Scalar[]): void {
  if (value === null) return;
  if (typeof value !== 'object' || value instanceof ExactNumber) {
    if (path === '') found.push(value);
  } else if (depth > LIMITS.depth) return;
  else if (isList(value)) for (const member of value) collect({ value: member, depth: depth + 1 }, path, found);
  else if (path !== '') {
    for (const key in value) {
      const member = value[key];
      if (member === undefined || !path.startsWith(key)) continue;
      const inner = { value: member, depth: depth + 1 };
      if (path.length === key.length) collect(inner, '', found);
      else if (path[key.length] === '.') collect(inner, path.slice(key.length + 1), found);
    }
  }
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}
