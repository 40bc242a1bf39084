import { JobNotAllowed } from './failures.js';

const DEFAULT_MAX = 2;

type Checked = {
  readonly tlp: number;
  readonly pap: number;
  readonly config: Readonly<Record<string, unknown>>;
};

/**
 * Refuses an observable that is too sensitive for this worker. A level is checked unless `check_tlp` or `check_pap`
 * is absent or false, and refused only above the maximum (2 when unset). Texts count as what they say: a gate that
 * does not understand its configuration must not stand open. Source: cortexutils 2.2.1 `worker.py`, whose messages
 * these are.
 * @throws JOB_NOT_ALLOWED
 */
export function checkSharingLevels({ tlp, pap, config }: Checked): void {
  if (isOn(config.check_tlp) && tlp > maximum(config.max_tlp)) throw new JobNotAllowed('TLP is higher than allowed.');
  if (isOn(config.check_pap) && pap > maximum(config.max_pap)) throw new JobNotAllowed('PAP is higher than allowed.');
}

function isOn(value: unknown): boolean {
  if (typeof value === 'string') return !/^\s*(?:false)?\s*$/iu.test(value);
  return value !== undefined && value !== null && value !== false;
}

function maximum(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : DEFAULT_MAX;
}
