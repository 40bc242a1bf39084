import type { RunMetadata } from '../playbook/index.js';
import { DEFAULT_LIMITS, SMALLEST_HARD_BYTES } from './defaults.js';
import type { ReportLimits } from './types.js';

/**
 * The limits of one report. What the caller says wins over what the notebook's metadata say; the metadata are anyone's,
 * so they can only lower the defaults. Whatever was said, the hard limit leaves room for a digest, and the soft limit
 * is not above it.
 */
export function chooseLimits(wanted: Partial<ReportLimits> | undefined, stored: RunMetadata['limits']): ReportLimits {
  const known: ReportLimits = {
    ...DEFAULT_LIMITS,
    softBytes: Math.min(DEFAULT_LIMITS.softBytes, stored?.softBytes ?? Number.POSITIVE_INFINITY),
    hardBytes: Math.min(DEFAULT_LIMITS.hardBytes, stored?.hardBytes ?? Number.POSITIVE_INFINITY)
  };
  const limits = { ...known, ...wanted };
  const hardBytes = Math.max(SMALLEST_HARD_BYTES, limits.hardBytes);
  return { ...limits, hardBytes, softBytes: Math.min(limits.softBytes, hardBytes) };
}
