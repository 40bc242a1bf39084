import type { Taxonomy } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import type { NotebookResult } from './notebook-result.js';

/** How a whole job ended, and what its reader must know about that. */
export type Outcome =
  { readonly kind: 'completed' | 'partial'; readonly taxonomies: readonly Taxonomy[] } | { readonly kind: 'failed' };

const NAMESPACE = 'Huntbook';

/**
 * What a job's notebooks amount to. A job fails when no notebook completed and none produced a valid result, or, with
 * `fail`, as soon as anything went wrong. Otherwise what was found counts, and a taxonomy says what is missing:
 * analysts look at nothing else.
 */
export function jobOutcome(results: readonly NotebookResult[], onError: 'partial' | 'fail'): Outcome {
  const completed = results.filter(result => result.status === 'completed').length;
  const problems = results.flatMap(result => result.problems).filter(isAboutResult);
  const refused = problems.filter(isRefusal).length;
  const changed = problems.filter(problem => problem.severity === 'warning' && !isRefusal(problem)).length;
  const isWhole = completed === results.length;
  if (onError === 'fail' && (!isWhole || refused > 0)) return { kind: 'failed' };
  const found = results.some(result => result.taxonomies.length > 0 || result.artifacts.length > 0);
  if (completed === 0 && !found) return { kind: 'failed' };
  const taxonomies = [
    ...(isWhole ? [] : [warning('Run', 'partial')]),
    ...(refused + changed > 0 ? [warning('Results', lineCounts(refused, changed))] : [])
  ];
  return { kind: isWhole ? 'completed' : 'partial', taxonomies };
}

function warning(predicate: string, value: string): Taxonomy {
  return { level: 'suspicious', namespace: NAMESPACE, predicate, value };
}

function lineCounts(refused: number, changed: number): string {
  const parts = [refused > 0 ? `${String(refused)} refused` : '', changed > 0 ? `${String(changed)} changed` : ''];
  return parts.filter(part => part !== '').join(', ');
}

/** A line that is no result at all is only a warning, for it may be a log line; but it did not become a result. */
function isRefusal({ severity, code }: Problem): boolean {
  return severity === 'error' || code === 'result-line-is-json';
}

/** Problems of result lines only: those stand at a cell. */
function isAboutResult({ at }: Problem): boolean {
  return at.cell !== undefined && at.line !== undefined;
}
