import { isFailure } from '../../../src/failure.js';
import { EXECUTION_ERRORS } from '../execution/index.js';
import { KERNEL_ERRORS } from '../kernel/index.js';
import { PARAMETER_ERRORS } from '../parameters/index.js';
import { CONFIGURATION_ERRORS } from '../scirius/error-table.js';
import { SCIRIUS_ERRORS } from '../../../src/scirius/client/error-table.js';
// The tables alone: a run must not load the schemas of samples, nor the store of events.
import { HUB_ERRORS } from '../jupyter/hub/error-table.js';
import { EVE_ERRORS } from '../eve/error-table.js';
import { SAMPLE_ERRORS } from '../samples/error-table.js';
import { EXIT_STATUS } from './exit-status.js';

/** The exit status of each failure whose room gives one; all others are plain failures. */
const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...PARAMETER_ERRORS,
    ...EXECUTION_ERRORS,
    ...KERNEL_ERRORS,
    ...SAMPLE_ERRORS,
    ...CONFIGURATION_ERRORS,
    ...SCIRIUS_ERRORS,
    ...EVE_ERRORS,
    ...HUB_ERRORS,
    USAGE: { exitStatus: EXIT_STATUS.usage }
  }).map(([code, { exitStatus }]) => [code, exitStatus])
);

/** The exit status for something thrown. */
export function exitStatusOf(error: unknown): number {
  return (isFailure(error) ? STATUS_BY_CODE.get(error.code) : undefined) ?? EXIT_STATUS.failed;
}
