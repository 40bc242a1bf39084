import { isDeepStrictEqual } from 'node:util';
import type { FoundResults } from './found.js';
import type { Expected, ExpectedItem } from './sample.js';

/** Where a run differs from what a sample expects. `missing` was expected, `unexpected` was found. */
export type Difference = {
  readonly part: keyof Expected;
  readonly missing: readonly unknown[];
  readonly unexpected: readonly unknown[];
};

const LISTS = ['taxonomies', 'artifacts', 'operations'] as const;

/**
 * All differences between what was expected and what was found; none when the sample holds. The order of results does
 * not matter, each stands for itself, and an expected item counts as found when all fields it names are equal.
 */
export function compareResults(expected: Expected, found: FoundResults): readonly Difference[] {
  const differences: Difference[] = [];
  if (expected.status !== undefined && expected.status !== found.status) {
    differences.push({ part: 'status', missing: [expected.status], unexpected: [found.status] });
  }
  for (const part of LISTS) {
    const wanted = expected[part];
    if (wanted === undefined) continue;
    const { missing, unexpected } = matchItems(wanted, found[part]);
    if (missing.length + unexpected.length > 0) differences.push({ part, missing, unexpected });
  }
  return differences;
}

/** The most demanding items choose first, so that one which names little does not take their match away. */
function matchItems(wanted: readonly ExpectedItem[], found: readonly ExpectedItem[]): Omit<Difference, 'part'> {
  const left = new Set(found);
  const missing = new Set(wanted);
  for (const item of wanted.toSorted((one, other) => Object.keys(other).length - Object.keys(one).length)) {
    const match = [...left].find(candidate => matches(item, candidate));
    if (match === undefined) continue;
    left.delete(match);
    missing.delete(item);
  }
  return { missing: [...missing], unexpected: [...left] };
}

function matches(item: ExpectedItem, candidate: ExpectedItem): boolean {
  return Object.entries(item).every(([key, value]) => isDeepStrictEqual(value, candidate[key]));
}
