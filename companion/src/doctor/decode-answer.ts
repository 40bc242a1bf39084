import { isPlainRecord } from '../cortex/index.js';

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

const ARTIFACT_KEYS = ['dataType', 'data', 'tlp', 'tags', 'message', 'file', 'filename', 'contentType'];

/** What makes Cortex refuse a whole report. Source: Cortex 4.1 `FieldsSrv.scala`; facts/cortex-thehive §1.4. */
function artifactFault(artifacts: unknown): string | undefined {
  for (const artifact of Array.isArray(artifacts) ? artifacts : []) {
    if (!isPlainRecord(artifact)) continue;
    const unknown = Object.keys(artifact).find(key => !ARTIFACT_KEYS.includes(key));
    if (unknown !== undefined) return `unknown attribute ${unknown} of an artifact`;
    const { data, tlp } = artifact;
    if (data !== undefined && data !== null && typeof data !== 'string') return 'data of an artifact is no text';
    if (tlp !== undefined && tlp !== null && ![0, 1, 2, 3].includes(Number(tlp)))
      return 'tlp of an artifact is not 0 to 3';
  }
  return undefined;
}
