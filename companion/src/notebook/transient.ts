import type { JsonObject } from '../../../src/json/index.js';

/** What nbformat never stores, and drops both when reading and when writing. Source: nbformat 5.11, `v4/rwbase.py`. */
const NOTEBOOK_KEYS = ['orig_nbformat', 'orig_nbformat_minor', 'signature'];
const CELL_KEYS = ['trusted'];

export function withoutNotebookTransients(metadata: JsonObject): JsonObject {
  return without(metadata, NOTEBOOK_KEYS);
}

export function withoutCellTransients(metadata: JsonObject): JsonObject {
  return without(metadata, CELL_KEYS);
}

/** The object without these keys; the object itself when it has none of them. */
export function without(object: JsonObject, keys: readonly string[]): JsonObject {
  if (!keys.some(key => Object.hasOwn(object, key))) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
