/** Longest time a job takes when nobody says how long it may. Just below docker's 5000 s (facts/cortex-thehive §1.1). */
export const DEFAULT_DEADLINE_MS = 80 * 60_000;
const MARGIN_MS = 10_000;
const MARGIN_SHARE = 0.05;

/**
 * How long a job may take, in milliseconds: what the administrator set, else Cortex' own limit less a margin in which
 * the partial result is written (10 s or 5 %, whichever is more, but never more than half), else 80 minutes.
 */
export function jobTimeMs(own: number | undefined, cortexLimitMs: number | undefined): number {
  if (own !== undefined) return own;
  if (cortexLimitMs === undefined) return DEFAULT_DEADLINE_MS;
  const margin = Math.max(MARGIN_MS, cortexLimitMs * MARGIN_SHARE);
  return cortexLimitMs - Math.min(margin, cortexLimitMs / 2);
}
