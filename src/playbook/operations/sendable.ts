import type { Problem } from '../../problem.js';
import { excerpt } from '../excerpt.js';
import { problemOf } from '../problem-table.js';
import { own } from '../record.js';
import type { Found } from '../types.js';
import { simulateOperation } from './simulate.js';
import type { OperationTarget } from './target.js';
import type { Operation } from './validate-operation.js';

/** What a worker hands to TheHive, and what it must say about the rest. */
export type Sendable = { readonly operations: readonly Operation[]; readonly problems: readonly Problem[] };

/**
 * The operations that can go: all that TheHive can read. One that will do nothing goes too, because TheHive then shows
 * that it failed; one that would cost the others is held back.
 */
export function sendableOperations(found: readonly Found<Operation>[], target: OperationTarget): Sendable {
  const operations: Operation[] = [];
  const problems: Problem[] = [];
  for (const { value, cell, line } of found) {
    const type = String(own(value, 'type'));
    const { outcome, reason } = simulateOperation(value, target);
    const isHeldBack = outcome === 'held-back';
    if (!isHeldBack) operations.push(value);
    if (!isHeldBack && outcome !== 'fails') continue;
    const code = isHeldBack ? 'operation-known-to-thehive' : 'operation-applies';
    problems.push(problemOf(code, { cell, line }, `${excerpt(type)} ${reason}.`));
  }
  return { operations, problems };
}
