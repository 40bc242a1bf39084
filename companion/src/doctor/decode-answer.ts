import { isPlainRecord } from '../../../src/json/index.js';
import { limitFault } from './decoder-limits.js';

/** What Cortex would make of an answer: its status, and for all but a success the reason. */
export type Decoded =
  | { readonly status: 'Success'; readonly taxonomies: number }
  | { readonly status: 'Failure' | 'InProgress'; readonly reason: string };

/**
 * Reads the text of an `output.json` by the rules of Cortex. `InProgress`: Cortex throws, and the job stays so for ever.
 * Source: Cortex 4.1 `JobRunnerSrv.scala:170-219`; facts/cortex-thehive §1.3, §1.5.
 */
export function decodeAnswer(text: string | undefined, printed: string): Decoded {
  if (text === undefined || text === '') {
    return { status: 'Failure', reason: `no output.json; it printed: ${printed.replaceAll('\n', ' ').slice(0, 500)}` };
  }
  const fault = limitFault(text);
  if (fault !== undefined) return { status: 'InProgress', reason: `output.json ${fault}` };
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Jackson would throw outside of the code that ends a job.
    return { status: 'InProgress', reason: 'output.json is not valid JSON' };
  }
  if (!isPlainRecord(answer) || answer['success'] !== true) {
    const message = isPlainRecord(answer) ? answer['errorMessage'] : undefined;
    return { status: 'Failure', reason: typeof message === 'string' ? message : 'no errorMessage' };
  }
  if (!isPlainRecord(answer['full'])) return { status: 'InProgress', reason: 'full is not a JSON object' };
  const wrong = artifactFault(answer['artifacts']);
  if (wrong !== undefined) return { status: 'Failure', reason: `Report creation failure: ${wrong}` };
  const summary = isPlainRecord(answer['summary']) ? answer['summary']['taxonomies'] : undefined;
  return { status: 'Success', taxonomies: Array.isArray(summary) ? summary.length : 0 };
}

/** Elasticsearch keeps tags as keywords. */
const MAX_KEYWORD_BYTES = 32_766;
const isTooLong = (text: string): boolean => Buffer.byteLength(text) > MAX_KEYWORD_BYTES;
/** Source: Cortex 4.1 `AttachmentAttributeFormat.scala`. */
const FORBIDDEN_IN_NAMES = /[/\n\r\t\0\f`?*\\<>|":;]/u;

const ARTIFACT_KEYS = ['dataType', 'data', 'tlp', 'tags', 'message', 'file', 'filename', 'contentType'];

/** What makes Cortex refuse a whole report. Source: Cortex 4.1 `FieldsSrv.scala`; facts/cortex-thehive §1.4. */
function artifactFault(artifacts: unknown): string | undefined {
  for (const artifact of Array.isArray(artifacts) ? artifacts : []) {
    if (!isPlainRecord(artifact)) continue;
    const unknown = Object.keys(artifact).find(key => !ARTIFACT_KEYS.includes(key));
    if (unknown !== undefined) return `unknown attribute ${unknown} of an artifact`;
    const { data, tlp, tags, dataType, filename } = artifact;
    const tag: unknown = Array.isArray(tags)
      ? tags.find((each: unknown) => typeof each !== 'string' || isTooLong(each))
      : undefined;
    if (typeof tag === 'string') return `a tag of an artifact has more than ${String(MAX_KEYWORD_BYTES)} bytes`;
    if (tag !== undefined) return 'a tag of an artifact is no text';
    if (dataType === 'file' && typeof filename === 'string' && FORBIDDEN_IN_NAMES.test(filename))
      return 'the file name of an artifact has a character that Cortex refuses';
    if (data !== undefined && data !== null && typeof data !== 'string') return 'data of an artifact is no text';
    if (tlp !== undefined && tlp !== null && ![0, 1, 2, 3].includes(Number(tlp)))
      return 'tlp of an artifact is not 0 to 3';
  }
  return undefined;
}
