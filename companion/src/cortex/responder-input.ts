import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatJson, isJsonArray, isJsonObject, wellFormed, type JsonValue } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import { parameterFromJson, type Parameters, type ParameterValue } from '../parameters/index.js';
import type { ProblemCode } from './error-table.js';
import type { JobInput } from './job-input.js';

/** An object beyond this is handed over in a file, and cut in the parameter: a cell of megabytes helps nobody. */
export const MAX_INLINE_CHARACTERS = 1_000_000;
/** What remains in the parameter then: of a long text, of a long list, of all of it; longer keys are left out. */
const SHORT_TEXT = 2_000;
const SHORT_LIST = 100;
const SHORT_TOTAL = 100_000;
const SHORT_KEY = 200;
/** Quotes, brackets and commas round each value. */
const SHORT_OVERHEAD = 4;
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
 * the parameter has the beginning of everything in it.
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

/** What is left to spend on all of a shortened object. Characters. */
type Budget = { left: number };

/** The beginning of everything, within one budget: attackers choose how wide, how deep and under which keys they write. */
function shortened(value: JsonValue, budget: Budget = { left: SHORT_TOTAL }, depth = 0): JsonValue {
  if (typeof value === 'string') return spend(value, budget);
  const isNested = isJsonArray(value) || isJsonObject(value);
  if (isNested && depth >= MAX_DEPTH) return '…';
  budget.left -= SHORT_OVERHEAD;
  if (isJsonArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value.slice(0, SHORT_LIST)) {
      if (budget.left <= 0) break;
      items.push(shortened(item, budget, depth + 1));
    }
    return items;
  }
  if (!isJsonObject(value)) return value;
  const entries: (readonly [string, JsonValue])[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (budget.left <= 0) break;
    if (key.length > SHORT_KEY) continue;
    budget.left -= key.length;
    entries.push([key, shortened(item, budget, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

function spend(text: string, budget: Budget): string {
  const room = Math.min(SHORT_TEXT, Math.max(0, budget.left));
  budget.left -= Math.min(text.length, room) + SHORT_OVERHEAD;
  return text.length > room ? `${wellFormed(text.slice(0, room))}…` : text;
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
    message: `The object of TheHive has ${String(characters)} characters: the notebook has only its beginning.`,
    hint: 'The whole object is in the JSON file that the parameter thehive_input_file names.'
  };
}
