/** What became of the lines of a file: nothing is left out without being counted. */
export type LineCounts = {
  readonly events: number;
  /** No JSON, or JSON that is no object. */
  readonly malformed: number;
  /** Longer than `LIMITS.lineBytes`. */
  readonly oversized: number;
  /** Not UTF-8; such an event counts, its strange bytes shown as U+FFFD. */
  readonly notUtf8: number;
  /** Events without a time that can be read: no query finds them, as in Scirius. */
  readonly timeless: number;
  /** Values at paths past `LIMITS.paths`: shown, but not found. */
  readonly unindexedValues: number;
};

export const NO_LINES: LineCounts = {
  events: 0,
  malformed: 0,
  oversized: 0,
  notUtf8: 0,
  timeless: 0,
  unindexedValues: 0
};

export function addCounts(a: LineCounts, b: LineCounts): LineCounts {
  return {
    events: a.events + b.events,
    malformed: a.malformed + b.malformed,
    oversized: a.oversized + b.oversized,
    notUtf8: a.notUtf8 + b.notUtf8,
    timeless: a.timeless + b.timeless,
    unindexedValues: a.unindexedValues + b.unindexedValues
  };
}

const number = new Intl.NumberFormat('en');

/** One sentence for a person about what was not taken as it stood, or `undefined` when there is nothing to say. */
export function describeLosses(counts: LineCounts): string | undefined {
  const losses = [
    [counts.malformed, 'no JSON object'],
    [counts.oversized, 'longer than 16 MiB'],
    [counts.notUtf8, 'not UTF-8 (kept, with U+FFFD)'],
    [counts.timeless, 'without a time (not found by any query)']
  ] as const;
  const said = losses.filter(([count]) => count > 0).map(([count, what]) => `${number.format(count)} ${what}`);
  if (counts.unindexedValues > 0)
    said.push(`${number.format(counts.unindexedValues)} values at too many different or too long paths`);
  return said.length === 0 ? undefined : `Lines that are no ordinary events: ${said.join(', ')}.`;
}
