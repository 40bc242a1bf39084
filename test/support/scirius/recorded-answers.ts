import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One request to a real Scirius and what came back, with the engine's own reading of the filter where it was asked. */
export type RecordedAnswer = {
  readonly id: string;
  readonly feature: string;
  readonly params: readonly (readonly [string, string])[];
  readonly status: number;
  readonly answer: unknown;
  readonly lucene?: { readonly query?: string; readonly error?: string };
};

const FILE = resolve(__dirname, '../../../../shared/data/scirius-golden/answers.jsonl');

/** The recorded answers; none where they are not at hand: they come of third-party captures and are not committed. */
export function recordedAnswers(): readonly RecordedAnswer[] {
  if (!existsSync(FILE)) return [];
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as RecordedAnswer);
}

/** The filter of a request; Scirius takes the last of several. */
export function filterOf(answer: RecordedAnswer): string | undefined {
  return answer.params.filter(([name]) => name === 'qfilter').at(-1)?.[1];
}
