import type { Place, Problem } from '../problem.js';
import { problemOf, type ProblemCode } from './problem-table.js';

/** What a check gives: the value as it counts, if it counts, and what was wrong with it. */
export type Checked<T> = { readonly value: T | undefined; readonly problems: readonly Problem[] };

/** Collects the problems of one result at one place. */
export class Findings {
  readonly #at: Place;
  readonly #problems: Problem[] = [];

  constructor(at: Place) {
    this.#at = at;
  }

  note(code: ProblemCode, message: string): void {
    this.#problems.push(problemOf(code, this.#at, message));
  }

  accept<T>(value: T): Checked<T> {
    return { value, problems: this.#problems };
  }

  refuse(): Checked<never> {
    return { value: undefined, problems: this.#problems };
  }
}
