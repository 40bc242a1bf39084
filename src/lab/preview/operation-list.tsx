import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import {
  simulateOperation,
  type Found,
  type Operation,
  type OperationTarget,
  type Verdict
} from '../../playbook/index.js';

type OperationListProps = {
  readonly operations: readonly Found<Operation>[];
  readonly target: OperationTarget;
  readonly trans: TranslationBundle;
  /** Without it no place is shown: results that came back from the worker have none. */
  readonly goTo?: ((cell: number) => void) | undefined;
};

const SIGN: Readonly<Record<Verdict['outcome'], string>> = {
  applies: '✓',
  fails: '✕',
  'held-back': '✕',
  depends: '?',
  unknown: '?'
};
const MOST_SHOWN = 100;

/** What TheHive is asked to do, and what will come of it when the job was started for `target`. */
export function OperationList({ operations, target, trans, goTo }: OperationListProps): JSX.Element {
  return (
    <ul className="jp-HuntbookProblems">
      {operations.slice(0, MOST_SHOWN).map(({ value, cell }, index) => {
        const { outcome, reason } = simulateOperation(value, target);
        const { type, ...fields } = value;
        return (
          <li
            key={index}
            className={`jp-HuntbookProblem jp-type-${outcome === 'fails' || outcome === 'held-back' ? 'error' : 'info'}`}
          >
            <b>{String(type)}</b> <code>{JSON.stringify(fields).slice(0, 300)}</code>
            <div>
              <span aria-hidden="true">{SIGN[outcome]}</span> {reason}{' '}
              {goTo !== undefined && (
                <button type="button" className="jp-HuntbookLink" onClick={() => goTo(cell)}>
                  {trans.__('Cell %1', cell + 1)}
                </button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
