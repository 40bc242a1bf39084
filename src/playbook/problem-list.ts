import type { Problem } from '../problem.js';
import { RESULT_LIMITS } from './limits.js';
import { problemOf } from './problem-table.js';

/** Collects problems; what comes after the first hundred is only counted, so that garbage stays small. */
export class ProblemList {
  readonly #kept: Problem[] = [];
  #left = 0;

  add(...problems: readonly Problem[]): void {
    for (const problem of problems) {
      if (this.#kept.length < RESULT_LIMITS.problems) this.#kept.push(problem);
      else this.#left += 1;
    }
  }

  /** The problems, and one more that counts those left out. */
  toArray(): readonly Problem[] {
    if (this.#left === 0) return [...this.#kept];
    const message = `${this.#left} more problems in the results of this notebook are not listed.`;
    return [...this.#kept, problemOf('problem-list-complete', {}, message)];
  }
}
