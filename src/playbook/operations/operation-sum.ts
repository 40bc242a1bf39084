import type { Problem } from '../../problem.js';
import type { ProblemCode } from '../problem-table.js';
import { simulateOperation, type Verdict } from './simulate.js';
import type { OperationTarget } from './target.js';
import type { Operation } from './validate-operation.js';

/** What becomes of the operations that a playbook printed. `depends`: on what Cortex does not tell. */
export type OperationSum = Readonly<Record<'applies' | 'depends' | 'fails' | 'heldBack', number>>;

/** Problems that say of an operation that it does not reach TheHive. */
const HOLDS_BACK: ReadonlySet<string> = new Set<ProblemCode>([
  'operation-type-present',
  'operation-field-present',
  'operation-field-readable',
  'operation-observable-is-value',
  'operation-known-to-thehive'
]);

/** Whether a problem says that an operation is held back. */
export function isHeldBack({ code }: Problem): boolean {
  return HOLDS_BACK.has(code);
}

/** How many of the operations come to something; `heldBack` were not even operations that TheHive can read. */
export function sumOperations(
  operations: readonly Operation[],
  { heldBack, target }: { readonly heldBack: number; readonly target: OperationTarget }
): OperationSum {
  const outcomes = operations.map(operation => simulateOperation(operation, target).outcome);
  const count = (...wanted: readonly Verdict['outcome'][]): number =>
    outcomes.filter(outcome => wanted.includes(outcome)).length;
  return {
    applies: count('applies'),
    depends: count('depends', 'unknown'),
    fails: count('fails'),
    heldBack: heldBack + count('held-back')
  };
}

/** `2 will apply, 1 will fail, 1 held back`: what there is none of is not said. */
export function describeOperationSum({ applies, depends, fails, heldBack }: OperationSum): string {
  const parts = [
    [applies, 'will apply'],
    [depends, 'may apply'],
    [fails, 'will fail'],
    [heldBack, 'held back']
  ] as const;
  return parts.flatMap(([count, words]) => (count > 0 ? [`${String(count)} ${words}`] : [])).join(', ');
}
