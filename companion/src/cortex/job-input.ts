import * as v from 'valibot';
import { isJsonObject, parseJson, type JsonObject } from '../../../src/json/index.js';
import { JobInputInvalid } from './failures.js';
import { isPlainRecord } from '../../../src/json/index.js';
import { describeObject, isResponderType, RESPONDER_DATA_TYPES, type TheHiveObject } from './thehive-object.js';

/** A file that Cortex put beside `input.json`. `storedName` is Cortex's, the other two are the attacker's. */
export type ObservableFile = {
  readonly storedName: string;
  readonly originalName: string;
  readonly contentType: string;
};

/** What Cortex asks for. Absent and `null` are the same: optional items that nobody set arrive as `null`. */
export type JobInput = {
  readonly dataType: string;
  /** The observable; for a responder what its object is called. */
  readonly data: string;
  readonly file: ObservableFile | undefined;
  /** What a responder was started for; its numbers have all their digits. */
  readonly object: (TheHiveObject & { readonly value: JsonObject }) | undefined;
  readonly tlp: number;
  readonly pap: number;
  readonly organisation: string;
  readonly user: string;
  readonly config: Readonly<Record<string, unknown>>;
};

const DEFAULT_TLP = 2;
const optionalText = v.nullish(v.string(), '');
const optionalObject = v.nullish(v.record(v.string(), v.unknown()), {});
const level = v.nullish(v.pipe(v.number(), v.minValue(0)), DEFAULT_TLP);

const InputSchema = v.object({
  dataType: optionalText,
  data: v.optional(v.unknown()),
  file: optionalText,
  filename: optionalText,
  contentType: optionalText,
  tlp: level,
  pap: level,
  parameters: optionalObject,
  config: optionalObject
});

/**
 * The text of `input.json` as a plain object.
 * @throws JOB_INPUT_INVALID; the parser's own message quotes the text, and with it tokens, so only the place is told.
 */
export function parseInputText(text: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    const where = position === undefined ? '' : ` (character ${position})`;
    // No `cause`: V8 quotes a piece of the text in its message.
    throw new JobInputInvalid(`The job's input.json is not valid JSON${where}.`, { hint: 'Was the file cut off?' });
  }
  if (!isPlainRecord(parsed)) throw new JobInputInvalid("The job's input.json is not a JSON object.");
  return parsed;
}

/**
 * The fields a worker uses, checked; `text` is what `raw` was parsed from. A data type that begins with `thehive:` makes
 * it a responder's job. Source: facts/cortex-thehive §1.2; the texts for missing fields are cortexutils'.
 * @throws JOB_INPUT_INVALID
 */
export function readJobInput(raw: Readonly<Record<string, unknown>>, text = '{}'): JobInput {
  const checked = v.safeParse(InputSchema, raw);
  if (!checked.success) throw new JobInputInvalid(wrongTypes(checked.issues));
  const input = checked.output;
  if (input.dataType === '') throw new JobInputInvalid('Missing dataType field');
  const file = input.dataType === 'file' ? observableFile(input) : undefined;
  if (file === undefined && (input.data === undefined || input.data === null)) {
    throw new JobInputInvalid('Missing data field');
  }
  const object = isResponderType(input.dataType) ? readObject(input, text) : undefined;
  return {
    dataType: input.dataType,
    data: object?.name ?? file?.originalName ?? observableText(input.data),
    file,
    object,
    tlp: input.tlp,
    pap: input.pap,
    organisation: parameterText(input.parameters, 'organisation'),
    user: parameterText(input.parameters, 'user'),
    config: input.config
  };
}

function observableText(data: unknown): string {
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') return String(data);
  throw new JobInputInvalid("The job's input.json has fields of the wrong type: data (expected string).");
}

function readObject({ dataType, data }: v.InferOutput<typeof InputSchema>, text: string): JobInput['object'] {
  if (!isPlainRecord(data)) {
    const found = Array.isArray(data) ? 'list' : typeof data;
    throw new JobInputInvalid(`The data field of a responder's job is a JSON object; this one is a ${found}.`);
  }
  const value = exactData(text);
  const object = describeObject(dataType, value);
  if (object !== undefined) return { ...object, value };
  const types = RESPONDER_DATA_TYPES.join(', ');
  throw new JobInputInvalid(`This responder does not know ${dataType.slice(0, 60)}.`, { hint: `It runs on ${types}.` });
}

/** The object once more, with every digit of its numbers: ids can be larger than JavaScript counts. */
function exactData(text: string): JsonObject {
  try {
    const input = parseJson(text);
    const data = isJsonObject(input) ? input['data'] : undefined;
    return isJsonObject(data) ? data : {};
  } catch {
    // The text was read once already: only its depth can be too much. The parser's own message quotes the text.
    throw new JobInputInvalid("The object in the job's input.json is nested too deeply.");
  }
}

function observableFile(input: v.InferOutput<typeof InputSchema>): ObservableFile {
  if (input.file === '') throw new JobInputInvalid('Missing file field: the observable is of type file.');
  return {
    storedName: input.file,
    originalName: input.filename === '' ? input.file : input.filename,
    contentType: input.contentType === '' ? 'application/octet-stream' : input.contentType
  };
}

/** `organisation` and `user` come from TheHive only; Cortex' own page, its API and MISP send no parameters at all. */
function parameterText(parameters: Readonly<Record<string, unknown>>, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' ? value : '';
}

/** Names and kinds only: the library's own messages repeat the received value. */
function wrongTypes(issues: readonly v.BaseIssue<unknown>[]): string {
  const fields = issues.map(issue => `${v.getDotPath(issue) ?? 'input'} (expected ${issue.expected ?? issue.type})`);
  return `The job's input.json has fields of the wrong type: ${fields.join(', ')}.`;
}
