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
  if (!isRecord(answer) || answer['success'] !== true) {
    const message = isRecord(answer) ? answer['errorMessage'] : undefined;
    return { status: 'Failure', reason: typeof message === 'string' ? message : 'no errorMessage' };
  }
  if (!isRecord(answer['full'])) return { status: 'InProgress', reason: 'full is not a JSON object' };
  const summary = isRecord(answer['summary']) ? answer['summary']['taxonomies'] : undefined;
  return { status: 'Success', taxonomies: Array.isArray(summary) ? summary.length : 0 };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
