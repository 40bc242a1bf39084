import { ExactNumber, wellFormed } from '../json/index.js';
import type { Place } from '../problem.js';
import { Findings, type Checked } from './checked.js';
import { DATA_TYPES } from './data-types.js';
import { describeValue, numberText } from './describe-value.js';
import { excerpt } from './excerpt.js';
import { readInlineFile } from './file-content.js';
import { safeFileName } from './file-name.js';
import { RESULT_LIMITS } from './limits.js';
import { isRecord, own } from './record.js';
import { ShownFiles } from './shown-files.js';
import { readTlp } from './tlp.js';
import type { Artifact } from './types.js';

type Raw = Readonly<Record<string, unknown>>;

const COMMON_KEYS = ['dataType', 'data', 'tlp', 'tags', 'message'];
const FILE_KEYS = ['file', 'path', 'content', 'output', 'filename', 'contentType'];

/**
 * The artifact that a result means, with only the keys and types that Cortex takes; everything that had to be changed
 * is a problem. A file artifact names its file in `data` (as the original), `file` or `path`, or brings it along, perhaps
 * as one of those that its cell has `shown` (`readInlineFile`).
 * Source: Cortex 4.1 `models/Artifact.scala`, `FieldsSrv.scala` (an unknown key or a wrong type fails the whole job);
 * cortexutils 2.2.1 `build_artifact`.
 */
export function validateArtifact(candidate: unknown, at: Place, shown = new ShownFiles([])): Checked<Artifact> {
  const findings = new Findings(at);
  if (!isRecord(candidate)) {
    findings.note('result-is-object', `An artifact is a JSON object, not ${describeValue(candidate)}.`);
    return findings.refuse();
  }
  const dataType = readDataType(candidate, findings);
  if (dataType === undefined) return findings.refuse();
  const isFile = dataType === 'file';
  const inline = isFile ? readInlineFile(candidate, shown, findings) : undefined;
  if (inline === 'refused') return findings.refuse();
  const data = inline?.filename ?? (isFile ? readPath(candidate, findings) : readData(candidate, findings));
  if (data === undefined) return findings.refuse();
  const message = readMessage(candidate, findings);
  const base = {
    dataType,
    tlp: readArtifactTlp(candidate, findings),
    tags: readTags(candidate, findings),
    ...(message === undefined ? {} : { message })
  };
  noteUnknownKeys(candidate, isFile ? [...COMMON_KEYS, ...FILE_KEYS] : COMMON_KEYS, findings);
  if (!isFile) return findings.accept({ ...base, data });
  const fields = { ...inline, ...readFileFields(candidate, findings) };
  return findings.accept({ ...base, dataType, path: data, ...fields });
}

function readDataType(raw: Raw, findings: Findings): string | undefined {
  const value = own(raw, 'dataType') ?? undefined;
  if (value === undefined) {
    const isMisnamed =
      own(raw, 'type') !== undefined || own(raw, 'datatype') !== undefined || own(raw, 'data_type') !== undefined;
    if (isMisnamed)
      findings.note(
        'artifact-names-its-type',
        'The keys of an artifact are "dataType" and "data", not "type" and "value".'
      );
    else findings.note('artifact-data-type-present', 'The artifact has no "dataType".');
    return undefined;
  }
  const written = typeof value === 'string' ? wellFormed(value).trim() : '';
  if (written === '' || written.length > RESULT_LIMITS.dataTypeChars) {
    findings.note('artifact-data-type-present', `"dataType" is the name of a type, not ${describeValue(value)}.`);
    return undefined;
  }
  if (DATA_TYPES.includes(written)) return written;
  const lower = written.toLowerCase();
  if (DATA_TYPES.includes(lower)) {
    findings.note('artifact-data-type-lower-case', `The data type ${excerpt(written)} was read as "${lower}".`);
    return lower;
  }
  findings.note(
    'artifact-data-type-known',
    `The data type ${excerpt(written)} is none of those that TheHive has from the start.`
  );
  return written;
}

function readData(raw: Raw, findings: Findings): string | undefined {
  const value = own(raw, 'data') ?? undefined;
  if (value === undefined && own(raw, 'value') !== undefined) {
    findings.note('artifact-names-its-type', 'The keys of an artifact are "dataType" and "data", not "value".');
    return undefined;
  }
  const text = typeof value === 'string' ? wellFormed(value) : numberText(value);
  if (typeof value === 'number' && text === undefined) {
    findings.note('result-numbers-finite', `"data" is ${value}.`);
    return undefined;
  }
  if (text === undefined || text.trim() === '') {
    findings.note('artifact-data-present', `"data" is the text of the observable, not ${describeValue(value)}.`);
    return undefined;
  }
  if (text.length > RESULT_LIMITS.stringChars) {
    findings.note(
      'artifact-data-bounded',
      `"data" has ${text.length} characters; Cortex reads ${RESULT_LIMITS.stringChars} at most.`
    );
    return undefined;
  }
  if (typeof value !== 'string')
    findings.note('artifact-data-is-text', `"data" was the number ${text}; it is now a text.`);
  else if (text !== value) findings.note('result-text-well-formed', '"data" held half of a character.');
  return text;
}

function readPath(raw: Raw, findings: Findings): string | undefined {
  const value = own(raw, 'data') ?? own(raw, 'file') ?? own(raw, 'path');
  if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) return wellFormed(value);
  findings.note(
    'artifact-data-present',
    `"data" of a file artifact is the path of the file, not ${describeValue(value)}.`
  );
  return undefined;
}

function readArtifactTlp(raw: Raw, findings: Findings): number {
  const written = own(raw, 'tlp');
  const { tlp, isExact } = readTlp(written instanceof ExactNumber ? written.valueOf() : written);
  if (!isExact) findings.note('artifact-tlp-in-range', `"tlp" was ${describeValue(written)}; it was read as ${tlp}.`);
  return tlp;
}

function readTags(raw: Raw, findings: Findings): readonly string[] {
  const written = own(raw, 'tags') ?? [];
  const tags: string[] = [];
  let changed = Array.isArray(written) ? 0 : 1;
  for (const tag of Array.isArray(written) ? written : [written]) {
    const text =
      typeof tag === 'string' ? wellFormed(tag) : (numberText(tag) ?? (typeof tag === 'boolean' ? String(tag) : ''));
    if (text !== tag || text.trim() === '' || text.length > RESULT_LIMITS.tagChars) changed += 1;
    if (text.trim() !== '' && text.length <= RESULT_LIMITS.tagChars) tags.push(text);
  }
  if (changed > 0)
    findings.note(
      'artifact-tags-are-text',
      `"tags" was ${describeValue(written)} with ${changed} that had to be changed or left out.`
    );
  return tags;
}

function readMessage(raw: Raw, findings: Findings): string | undefined {
  const written = own(raw, 'message') ?? undefined;
  if (written === undefined) return undefined;
  const text = typeof written === 'string' ? wellFormed(written) : numberText(written);
  const message = text?.slice(0, RESULT_LIMITS.messageChars);
  if (message !== written) {
    const outcome = message === undefined ? 'left out' : 'changed or cut';
    findings.note('artifact-message-is-text', `"message" was ${describeValue(written)}; it was ${outcome}.`);
  }
  return message === undefined ? undefined : wellFormed(message);
}

function readFileFields(raw: Raw, findings: Findings): { readonly filename?: string; readonly contentType?: string } {
  const filename = own(raw, 'filename') ?? undefined;
  const contentType = own(raw, 'contentType') ?? undefined;
  const safe = typeof filename === 'string' ? safeFileName(filename) : undefined;
  if (safe !== undefined && safe !== filename) {
    findings.note('artifact-file-name-allowed', `The file name ${describeValue(filename)} became ${excerpt(safe)}.`);
  }
  const wrong = Object.entries({ filename, contentType }).filter(
    ([, value]) => value !== undefined && typeof value !== 'string'
  );
  for (const [key, value] of wrong) {
    findings.note('artifact-file-fields-are-text', `"${key}" was ${describeValue(value)}; it was left out.`);
  }
  return {
    ...(safe === undefined || safe === '' ? {} : { filename: safe }),
    ...(typeof contentType === 'string' && contentType !== '' ? { contentType: wellFormed(contentType) } : {})
  };
}

function noteUnknownKeys(raw: Raw, known: readonly string[], findings: Findings): void {
  const unknown = Object.keys(raw).filter(key => !known.includes(key));
  if (unknown.length === 0) return;
  const names = unknown.slice(0, 5).map(excerpt).join(', ');
  findings.note(
    'artifact-keys-known',
    `Left out of the artifact: ${names}${unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''}.`
  );
}
