import { jsonBytes } from '../../../src/json/index.js';
import type { Taxonomy, TaxonomyLevel } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import type { ProblemCode } from './error-table.js';
import type { NotebookResult } from './notebook-result.js';

/** Bytes of JSON that all taxonomies of a job may take: TheHive keeps each as a tag. */
export const MAX_TAXONOMY_BYTES = 300_000;
/** Bytes of JSON that all artifacts of a job may take. */
export const MAX_ARTIFACT_BYTES = 4_000_000;
/** Bytes of JSON that all operations of a job may take. */
export const MAX_OPERATION_BYTES = 1_000_000;

/** Smaller is kept before larger: what an analyst must not miss comes first. */
const RANK: Readonly<Record<TaxonomyLevel, number>> = { malicious: 0, suspicious: 1, safe: 2, info: 3 };

/** The results of a job within what Cortex and TheHive can take. */
export type BoundResults = {
  readonly results: readonly NotebookResult[];
  /** Taxonomies, artifacts and operations that were found and do not fit. */
  readonly leftOut: number;
};

/**
 * The notebooks with as many taxonomies, artifacts and operations as one answer may have, and a problem where some are missing.
 * Taxonomies are kept by level, the others as they come; what is kept stays in its order.
 */
export function boundResults(results: readonly NotebookResult[]): BoundResults {
  const taxonomies = fitting(
    results.flatMap(result => result.taxonomies),
    { maxBytes: MAX_TAXONOMY_BYTES, content: ({ value }) => value, rank: ({ value }) => rankOf(value) }
  );
  const artifacts = fitting(
    results.flatMap(result => result.artifacts),
    { maxBytes: MAX_ARTIFACT_BYTES }
  );
  const operations = fitting(
    results.flatMap(result => result.operations),
    { maxBytes: MAX_OPERATION_BYTES }
  );
  let leftOut = 0;
  const bound = results.map(result => {
    const kept = {
      taxonomies: result.taxonomies.filter(each => taxonomies.has(each)),
      artifacts: result.artifacts.filter(each => artifacts.has(each)),
      operations: result.operations.filter(each => operations.has(each))
    };
    const fewer = {
      taxonomies: result.taxonomies.length - kept.taxonomies.length,
      artifacts: result.artifacts.length - kept.artifacts.length,
      operations: result.operations.length - kept.operations.length
    };
    leftOut += fewer.taxonomies + fewer.artifacts + fewer.operations;
    const problems = [
      ...missing('taxonomies-few-enough', fewer.taxonomies, 'taxonomies', MAX_TAXONOMY_BYTES),
      ...missing('artifacts-few-enough', fewer.artifacts, 'artifacts', MAX_ARTIFACT_BYTES),
      ...missing('operations-few-enough', fewer.operations, 'operations', MAX_OPERATION_BYTES)
    ];
    return { ...result, ...kept, problems: [...problems, ...result.problems] };
  });
  return { results: bound, leftOut };
}

type Fitting<T> = {
  readonly maxBytes: number;
  /** What is written of a value; by default all of it. */
  readonly content?: (value: T) => unknown;
  readonly rank?: (value: T) => number;
};

function fitting<T>(
  values: readonly T[],
  { maxBytes, content = value => value, rank = () => 0 }: Fitting<T>
): ReadonlySet<T> {
  let left = maxBytes;
  // Sorting is stable: within one rank the order stays.
  const ordered = values.map(value => ({ value, rank: rank(value) })).sort((one, other) => one.rank - other.rank);
  const kept = ordered.filter(({ value }) => {
    const bytes = jsonBytes(content(value)) + ','.length;
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
  return new Set(kept.map(({ value }) => value));
}

function rankOf({ level }: Taxonomy): number {
  return RANK[level];
}

function missing(code: ProblemCode, count: number, what: string, maxBytes: number): readonly Problem[] {
  if (count === 0) return [];
  const message = `${String(count)} ${what} are left out: all of a job together may have ${String(maxBytes / 1e6)} MB.`;
  return [{ code, severity: 'error', at: {}, message }];
}
