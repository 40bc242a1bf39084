import { JobNotAllowed } from './failures.js';

const DEFAULT_MAX = 2;

type Checked = {
  readonly tlp: number;
  readonly pap: number;
  readonly config: Readonly<Record<string, unknown>>;
};

/**
 * Refuses an observable that is too sensitive for this worker. A level is checked only when `check_tlp` or `check_pap`
 * is true, and refused only above the maximum (2 when unset). Source: cortexutils 2.2.1 `worker.py`, whose messages
 * these are.
 * @throws JOB_NOT_ALLOWED
 */
export function checkSharingLevels({ tlp, pap, config }: Checked): void {
  if (config.check_tlp === true && tlp > maximum(config.max_tlp))
    throw new JobNotAllowed('TLP is higher than allowed.');
  if (config.check_pap === true && pap > maximum(config.max_pap))
    throw new JobNotAllowed('PAP is higher than allowed.');
}

function maximum(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : DEFAULT_MAX;
}
