import type { Job } from '../../service-api/index.js';
import type { ICompanion } from '../../tokens.js';
import { withinLimit } from '../companion/within-limit.js';
import { readOutput } from './read-output.js';
import { advance, type RunProgress } from './run-progress.js';
import type { Outcome } from './session-state.js';

type ReadOptions = {
  /** Ends the reading, and not the run. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
};

/** Reads a run from where it was left, until it ends or the signal says so. Rejects when it is not there any more. */
export async function readRun(
  companion: ICompanion,
  start: RunProgress,
  { signal, onProgress }: ReadOptions
): Promise<void> {
  let progress = start;
  for await (const told of companion.follow(start.job.id, { cursor: start.cursor, signal })) {
    if (signal.aborted) return;
    progress = advance(progress, told);
    onProgress(progress);
  }
}

/** What a run that has ended brought, and where it differs from its sample. */
export async function readOutcome(companion: ICompanion, { id, sample, sizes }: Job): Promise<Outcome> {
  if (sizes.result === null) return { result: 'missing', expectation: undefined };
  const [text, expectation] = await Promise.all([
    withinLimit(companion.text(id, 'result')),
    // A sample that was renamed or deleted is no reason to hide the result.
    sample === null ? undefined : companion.expectation(id).catch(() => undefined)
  ]);
  return { result: readOutput(text), expectation };
}
