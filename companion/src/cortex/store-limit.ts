import { isFailure } from '../../../src/failure.js';

/** What a store may take after the job was asked to end: less than until the process ends, see run-cortex-job.ts. */
const AFTER_SIGNAL_MS = 1_000;
const AFTER_DEADLINE_MS = 5_000;

/**
 * Aborted some time after the job was asked to end: an executed notebook can still be stored then, but a place that does
 * not answer must not cost the results. `release` when nothing is stored any more.
 */
export function storeLimit(job: AbortSignal): { readonly signal: AbortSignal; readonly release: () => void } {
  const control = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    const reason: unknown = job.reason;
    const limitMs = isFailure(reason) && reason.code === 'JOB_TERMINATED' ? AFTER_SIGNAL_MS : AFTER_DEADLINE_MS;
    timer = setTimeout(() => control.abort(new Error('Its place did not answer before the job had to end.')), limitMs);
  };
  if (job.aborted) begin();
  else job.addEventListener('abort', begin, { once: true });
  return {
    signal: control.signal,
    release: () => {
      clearTimeout(timer);
      job.removeEventListener('abort', begin);
    }
  };
}
