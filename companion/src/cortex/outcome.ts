import {
  describeOperationSum,
  isHeldBack,
  sumOperations,
  type OperationSum,
  type OperationTarget,
  type Taxonomy
} from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import type { BoundResults } from './bound-results.js';
import type { ProblemCode } from './error-table.js';
import type { NotebookResult } from './notebook-result.js';

/** How a whole job ended, and what its reader must know about that. */
export type Outcome =
  { readonly kind: 'completed' | 'partial'; readonly taxonomies: readonly Taxonomy[] } | { readonly kind: 'failed' };

const NAMESPACE = 'Huntbook';

export type OutcomeOptions = {
  /** `fail`: all or nothing, as the original did it. */
  readonly onError: 'partial' | 'fail';
  /** What the operations act on. */
  readonly target: OperationTarget;
};

/**
 * What a job's notebooks amount to. A job fails when no notebook completed and none produced a valid result, or, with
 * `fail`, as soon as anything went wrong. Otherwise what was found counts, and a taxonomy says what is missing:
 * analysts look at nothing else.
 */
export function jobOutcome({ results, leftOut }: BoundResults, { onError, target }: OutcomeOptions): Outcome {
  const operations = operationsOf(results, target);
  const completed = results.filter(result => result.status === 'completed').length;
  const problems = results.flatMap(result => result.problems).filter(isAboutResult);
  const refused = problems.filter(isRefusal).length;
  const isWithheld = hasProblem(results, 'report-without-secrets');
  const isUnstored = hasProblem(results, 'notebook-stored');
  const changed = problems.filter(problem => problem.severity === 'warning' && !isRefusal(problem)).length;
  const isWhole = completed === results.length;
  if (onError === 'fail' && (!isWhole || isWithheld || isUnstored || refused + operations.heldBack + leftOut > 0))
    return { kind: 'failed' };
  const found = results.some(
    result => result.taxonomies.length + result.artifacts.length + result.operations.length > 0
  );
  if (completed === 0 && !found) return { kind: 'failed' };
  const taxonomies = [
    ...(isWhole ? [] : [warning('Run', 'partial')]),
    ...(refused + changed + leftOut > 0 ? [warning('Results', counts({ refused, changed, 'left out': leftOut }))] : []),
    ...(operations.fails + operations.heldBack > 0 ? [warning('Operations', describeOperationSum(operations))] : []),
    ...(isWithheld ? [warning('Report', 'withheld')] : []),
    ...(isUnstored ? [warning('Evidence', 'not stored')] : [])
  ];
  return { kind: isWhole ? 'completed' : 'partial', taxonomies };
}

/** What becomes of all operations of a job. */
export function operationsOf(results: readonly NotebookResult[], target: OperationTarget): OperationSum {
  const heldBack = results.reduce((sum, result) => sum + result.heldBack, 0);
  return sumOperations(
    results.flatMap(result => result.operations),
    { heldBack, target }
  );
}

/** A taxonomy of the worker itself. */
export function warning(predicate: string, value: string): Taxonomy {
  return { level: 'suspicious', namespace: NAMESPACE, predicate, value };
}

/** `1 refused, 2 changed`: what there is none of is not said. */
function counts(byWord: Readonly<Record<string, number>>): string {
  const parts = Object.entries(byWord).flatMap(([word, count]) => (count > 0 ? [`${String(count)} ${word}`] : []));
  return parts.join(', ');
}

function hasProblem(results: readonly NotebookResult[], code: ProblemCode): boolean {
  return results.some(({ problems }) => problems.some(problem => problem.code === code));
}

/** A line that is no result at all is only a warning, for it may be a log line; but it did not become a result. */
export function isRefusal({ severity, code }: Problem): boolean {
  return severity === 'error' || code === 'result-line-is-json';
}

/** Problems of result lines only: those stand at a cell. Operations are counted apart. */
function isAboutResult(problem: Problem): boolean {
  return (
    problem.at.cell !== undefined && problem.at.line !== undefined && !isIdleOperation(problem) && !isHeldBack(problem)
  );
}

/** The operation is handed over as it is; TheHive will not apply it. */
function isIdleOperation({ code }: Problem): boolean {
  return code === 'operation-applies';
}
