import type { JobRecord } from './job-record.js';
import { isFinished } from './job-record.js';

type Retention = { readonly keepPerNotebook: number; readonly keepTotal: number };

/**
 * The ids of the runs that are over the limits. The last that ended are kept, not the last that began: nobody has seen
 * the result of a long run before. What still runs is kept in any case.
 */
export function expiredJobs(
  records: readonly JobRecord[],
  { keepPerNotebook, keepTotal }: Retention
): readonly string[] {
  const kept = new Map<string, number>();
  let total = 0;
  const expired = records
    .filter(isFinished)
    .toSorted((one, other) => endOf(other).localeCompare(endOf(one)))
    .filter(({ notebook }) => {
      const before = kept.get(notebook) ?? 0;
      const isOver = before >= keepPerNotebook || total >= keepTotal;
      if (isOver) return true;
      kept.set(notebook, before + 1);
      total += 1;
      return false;
    });
  return expired.map(({ id }) => id);
}

/** Ids begin with a time as well: two runs that ended at once keep their order. */
function endOf({ finishedAtUtc, id }: JobRecord): string {
  return `${finishedAtUtc ?? ''} ${id}`;
}
