import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatJson, isJsonArray, isJsonObject, wellFormed, type JsonValue } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import { parameterFromJson, type Parameters, type ParameterValue } from '../parameters/index.js';
import type { ProblemCode } from './error-table.js';
import type { JobInput } from './job-input.js';

/** An object beyond this is handed over in a file, and cut in the parameter: a cell of megabytes helps nobody. */
export const MAX_INLINE_CHARACTERS = 1_000_000;
/** What remains of a long text and of a long list in the parameter then. */
const SHORT_TEXT = 2_000;
const SHORT_LIST = 100;
/** Python's parser takes 200 brackets in each other; nobody's case has so many. */
const MAX_DEPTH = 60;
const FILE_NAME = 'thehive-input.json';

/** What every notebook of a responder's job is given, and what is kept of it in the metadata of the notebook. */
export type ResponderParameters = {
  readonly parameters: Parameters;
  readonly stored: Parameters;
  readonly problems: readonly Problem[];
};

/**
 * The four parameters of the original responder. The object stands once in the executed notebook, in the injected cell;
 * the metadata keep what identifies it. One that is too large for a cell is whole in the file `thehive_input_file`, and
 * long texts and lists of the parameter are cut.
 * Source: facts/cortex-thehive §7.1, §4 #26.
 */
export async function responderParameters(input: JobInput, filesFolder: string): Promise<ResponderParameters> {
  const object = input.object;
  const value: JsonValue = object === undefined ? null : object.value;
  const text = formatJson(value);
  const isLarge = text.length > MAX_INLINE_CHARACTERS || depthOf(value) > MAX_DEPTH;
  const file = join(filesFolder, FILE_NAME);
  if (isLarge) await writeFile(file, wellFormed(text), { mode: 0o600 });
  const common = [
    ['thehive_organisation', input.organisation],
    ['thehive_user', input.user],
    ['thehive_input_type', input.dataType]
  ] as const;
  const extra = isLarge ? [['thehive_input_file', file] as const] : [];
  const identity = new Map(Object.entries(object?.identity ?? {}).map(([key, item]) => [key, parameterFromJson(item)]));
  return {
    parameters: new Map<string, ParameterValue>([
      ...common,
      ['thehive_input_value', parameterFromJson(isLarge ? shortened(value) : value)],
      ...extra
    ]),
    stored: new Map<string, ParameterValue>([...common, ['thehive_input_value', identity], ...extra]),
    problems: isLarge ? [cutProblem(text.length)] : []
  };
}

function shortened(value: JsonValue, depth = 0): JsonValue {
  if (typeof value === 'string')
    return value.length > SHORT_TEXT ? `${wellFormed(value.slice(0, SHORT_TEXT))}…` : value;
  if (depth >= MAX_DEPTH && (isJsonArray(value) || isJsonObject(value))) return '…';
  if (isJsonArray(value)) return value.slice(0, SHORT_LIST).map(item => shortened(item, depth + 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item, depth + 1)]));
}

function depthOf(value: JsonValue): number {
  if (isJsonArray(value)) return 1 + value.reduce((deepest: number, item) => Math.max(deepest, depthOf(item)), 0);
  return isJsonObject(value)
    ? 1 + Object.values(value).reduce((deepest: number, item) => Math.max(deepest, depthOf(item)), 0)
    : 0;
}

function cutProblem(characters: number): Problem {
  const code: ProblemCode = 'input-small-enough';
  return {
    code,
    severity: 'warning',
    at: { item: 'thehive_input_value' },
    message: `The object of TheHive has ${String(characters)} characters: long texts and lists of it are cut in the notebook.`,
    hint: 'The whole object is in the JSON file that the parameter thehive_input_file names.'
  };
}
