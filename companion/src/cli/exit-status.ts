import { isFailure } from '../../../src/failure.js';

/** Source: papermill 2.7: 1 for any failure, 2 for wrong usage (click), 138 for a kernel that died. */
export const EXIT_STATUS = { done: 0, failed: 1, usage: 2, kernelDied: 138 } as const;

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  KERNEL_DIED: EXIT_STATUS.kernelDied,
  USAGE: EXIT_STATUS.usage
};

/** The exit status for something thrown. */
export function exitStatusOf(error: unknown): number {
  return (isFailure(error) ? STATUS_BY_CODE[error.code] : undefined) ?? EXIT_STATUS.failed;
}
