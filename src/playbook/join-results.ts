import { ProblemList } from './problem-list.js';
import type { Found, Results } from './types.js';

/** The results of one cell, read as a notebook of its own, and where the cell stands in the whole. */
export type CellResults = { readonly cell: number; readonly results: Results };

/** The same as `readResults` of the whole notebook, so that after a change only one cell needs to be read again. */
export function joinResults(parts: readonly CellResults[]): Results {
  const problems = new ProblemList();
  for (const { cell, results } of parts) {
    problems.add(...results.problems.map(problem => ({ ...problem, at: { ...problem.at, cell } })));
  }
  return {
    taxonomies: parts.flatMap(part => moved(part.results.taxonomies, part.cell)),
    artifacts: parts.flatMap(part => moved(part.results.artifacts, part.cell)),
    operations: parts.flatMap(part => moved(part.results.operations, part.cell)),
    heldBack: parts.reduce((sum, part) => sum + part.results.heldBack, 0),
    problems: problems.toArray()
  };
}

function moved<T>(found: readonly Found<T>[], cell: number): readonly Found<T>[] {
  return found.map(each => ({ ...each, cell }));
}
