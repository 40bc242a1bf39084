import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, type JsonRecord } from './json-record.js';
import { readJackson } from './jackson.js';
import { decodeTaxonomies, type TheHiveTag } from './thehive.js';

export type CortexArtifact = {
  readonly dataType: string;
  readonly data?: string;
  readonly attachment?: { readonly name: string; readonly size: number; readonly contentType: string };
  readonly tlp: number;
  readonly tags: readonly string[];
  readonly message: string | undefined;
};

/** What the job is in Cortex after the worker ended, and what TheHive makes of its taxonomies. */
export type CortexResult =
  | {
      readonly status: 'Success';
      readonly full: JsonRecord;
      readonly summary: JsonRecord;
      readonly artifacts: readonly CortexArtifact[];
      readonly operations: readonly JsonRecord[];
      readonly taxonomies: readonly TheHiveTag[];
    }
  | { readonly status: 'Failure'; readonly errorMessage: string | undefined; readonly input: string | undefined }
  /** For ever: Cortex threw outside of the code that ends a job. */
  | { readonly status: 'InProgress'; readonly why: string };

export type CortexSuccess = Extract<CortexResult, { readonly status: 'Success' }>;

/** The result of a job that must have succeeded; what Cortex would have shown, when it did not. */
export function successOf({ result }: { readonly result: CortexResult }): CortexSuccess {
  if (result.status === 'Success') return result;
  throw new Error(
    `${result.status}: ${result.status === 'Failure' ? (result.errorMessage ?? 'no message') : result.why}`
  );
}

/** An entry of `full.notebooks`. Source: the original's report, facts/cortex-thehive §7. */
export type ReportedNotebook = {
  readonly name: string;
  readonly status: string;
  readonly duration: number | null;
  readonly output_notebook: string | null;
  readonly failure?: string;
  readonly html?: string;
  readonly cells: readonly JsonRecord[];
};

/** The notebooks of a report, as the template of TheHive reads them: unchecked. */
export function notebooksOf({ full }: CortexSuccess): readonly ReportedNotebook[] {
  return full['notebooks'] as readonly ReportedNotebook[];
}

/** Source: Cortex 4.1 `JobRunnerSrv.scala:170-219`, `ProcessJobRunnerSrv.scala:42-64`; facts/cortex-thehive §1.3 to §1.5. */
export function decodeCortexOutput(outputFolder: string, printed: string): CortexResult {
  const path = join(outputFolder, 'output.json');
  if (!existsSync(path) || statSync(path).size === 0) {
    return { status: 'Failure', errorMessage: printed.replaceAll('\n', ''), input: undefined };
  }
  let output: unknown;
  try {
    output = readJackson(readFileSync(path));
  } catch (error) {
    return { status: 'InProgress', why: `output.json is malformed: ${String(error)}` };
  }
  if (!isRecord(output) || output['success'] !== true) {
    const { errorMessage, input } = isRecord(output) ? output : {};
    return {
      status: 'Failure',
      errorMessage: typeof errorMessage === 'string' ? errorMessage : undefined,
      input: input === undefined ? undefined : JSON.stringify(input)
    };
  }
  const { full, summary } = output;
  if (!isRecord(full)) return { status: 'InProgress', why: 'full is not an object' };
  try {
    return {
      status: 'Success',
      full,
      summary: isRecord(summary) ? summary : {},
      artifacts: allObjects(output['artifacts']).flatMap(artifact => createArtifact(artifact, outputFolder)),
      operations: allObjects(output['operations']),
      taxonomies: decodeTaxonomies(isRecord(summary) ? summary['taxonomies'] : undefined)
    };
  } catch (error) {
    return { status: 'Failure', errorMessage: `Report creation failure: ${String(error)}`, input: undefined };
  }
}

/** All or nothing: one element that is no object, and the list is empty. */
function allObjects(value: unknown): readonly JsonRecord[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.every(isRecord) ? items.filter(isRecord) : [];
}

const ATTRIBUTES: Readonly<Record<string, (value: unknown) => boolean>> = {
  dataType: value => typeof value === 'string',
  data: value => typeof value === 'string',
  tlp: value => typeof value === 'number' && [0, 1, 2, 3].includes(value),
  tags: value => Array.isArray(value) && value.every(tag => typeof tag === 'string'),
  message: value => typeof value === 'string'
};
const FORBIDDEN_IN_NAMES = /[/\n\r\t\0\f`?*\\<>|":;]/;

/** Source: `models/Artifact.scala`, `FieldsSrv.scala`, `AttachmentAttributeFormat.scala`. */
function createArtifact(artifact: JsonRecord, outputFolder: string): CortexArtifact[] {
  if (typeof artifact['dataType'] !== 'string') return [];
  const isFile = artifact['dataType'] === 'file';
  const { file, filename, contentType = 'application/octet-stream', ...rest } = artifact;
  const attributes = isFile ? rest : artifact;
  let attachment: CortexArtifact['attachment'];
  if (isFile) {
    if (typeof file !== 'string' || typeof filename !== 'string') return [];
    const path = join(outputFolder, file);
    if (file.includes('/') || !existsSync(path)) return [];
    if (FORBIDDEN_IN_NAMES.test(filename)) throw new Error(`AttributeCheckingError: attachment name ${filename}`);
    attachment = { name: filename, size: statSync(path).size, contentType: String(contentType) };
  }
  for (const [key, value] of Object.entries(attributes)) {
    const isValid = ATTRIBUTES[key];
    if (isValid === undefined) throw new Error(`AttributeCheckingError: unknown attribute ${key}`);
    if (value !== null && !isValid(value))
      throw new Error(`AttributeCheckingError: invalid ${key} ${JSON.stringify(value)}`);
  }
  const { data, tlp, tags, message } = attributes;
  return [
    {
      dataType: artifact['dataType'],
      ...(typeof data === 'string' ? { data } : {}),
      ...(attachment === undefined ? {} : { attachment }),
      tlp: typeof tlp === 'number' ? tlp : 2,
      tags: Array.isArray(tags) ? tags.map(String) : [],
      message: typeof message === 'string' ? message : undefined
    }
  ];
}
