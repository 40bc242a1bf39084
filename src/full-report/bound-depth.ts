import { isPlainRecord } from '../json/index.js';

/** Jackson, with which Cortex reads, refuses 1,000 levels; TheHive's browser code walks them too. */
const MAX_DEPTH = 200;

/** The value with everything nested deeper than `depth` replaced by a marker. Parts that stay are not copied. */
export function boundDepth(value: unknown, depth = MAX_DEPTH): unknown {
  if (!Array.isArray(value) && !isPlainRecord(value)) return value;
  if (depth === 0) return '[left out: nested too deeply]';
  if (Array.isArray(value)) return value.map(entry => boundDepth(entry, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, boundDepth(inner, depth - 1)]));
}
