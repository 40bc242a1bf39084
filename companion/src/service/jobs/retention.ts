import type { JobRecord } from './job-record.js';
import { isFinished } from './job-record.js';

export type Retention = { readonly keepPerNotebook: number; readonly keepTotal: number };

/** The ids of the runs that are over the limits, oldest first. `records` are newest first; what still runs is kept. */
export function expiredJobs(
  records: readonly JobRecord[],
  { keepPerNotebook, keepTotal }: Retention
): readonly string[] {
  const kept = new Map<string, number>();
  let total = 0;
  const expired = records.filter(isFinished).filter(({ notebook }) => {
    const before = kept.get(notebook) ?? 0;
    const isOver = before >= keepPerNotebook || total >= keepTotal;
    if (isOver) return true;
    kept.set(notebook, before + 1);
    total += 1;
    return false;
  });
  return expired.map(({ id }) => id).reverse();
}
