import type { Difference } from './compare.js';

/** How one sample went. */
export type SampleVerdict = {
  readonly name: string;
  readonly durationSeconds: number;
  readonly differences: readonly Difference[];
  /** Why the run failed, when it did. */
  readonly error: string | undefined;
};

const MAX_ERROR_LINES = 12;

/** The lines a person reads about one sample: one when it holds, else every difference, and the reason of a failed run. */
export function describeVerdict({ name, durationSeconds, differences, error }: SampleVerdict): string {
  const isGood = differences.length === 0;
  const lines = [`${isGood ? 'ok  ' : 'FAIL'}  ${name} (${durationSeconds.toFixed(1)} s)`];
  for (const { part, missing, unexpected } of differences) {
    lines.push(
      `      ${part}`,
      ...missing.map(item => `      - expected ${JSON.stringify(item)}`),
      ...unexpected.map(item => `      + found    ${JSON.stringify(item)}`)
    );
  }
  if (!isGood && error !== undefined) {
    lines.push(
      '      The run says:',
      ...error
        .split('\n')
        .slice(0, MAX_ERROR_LINES)
        .map(line => `        ${line}`)
    );
  }
  return lines.join('\n');
}

/** The last line: how many samples hold. */
export function describeSum(verdicts: readonly SampleVerdict[]): string {
  const failed = verdicts.filter(({ differences }) => differences.length > 0).length;
  return `${String(verdicts.length - failed)} passed, ${String(failed)} failed`;
}
