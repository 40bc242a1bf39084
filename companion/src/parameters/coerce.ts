import { parsePythonFloat, parsePythonInt } from './python-number.js';
import type { ParameterValue } from './value.js';

const CONSTANTS: ReadonlyMap<string, ParameterValue> = new Map<string, ParameterValue>([
  ['True', true],
  ['False', false],
  ['None', null]
]);

/**
 * What `-p NAME TEXT` means: `True`, `False`, `None`, then whatever Python's `int()` takes, then `float()`, else the
 * text itself. Source: papermill 2.7, options `-p` and `-r`.
 */
export function coerceParameter(text: string): ParameterValue {
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return constant;
  return parsePythonInt(text) ?? parsePythonFloat(text) ?? text;
}
