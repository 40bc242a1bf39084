import type { TranslationBundle } from '@jupyterlab/translation';
import type { OperationTarget } from '../../playbook/index.js';

type TargetChoice = {
  readonly id: string;
  readonly label: string;
  readonly target: Pick<OperationTarget, 'entity' | 'parent'>;
};

/** Everything that a job can be started for. */
export function targetChoices(trans: TranslationBundle): readonly TargetChoice[] {
  return [
    { id: 'observable', label: trans.__('an observable of a case'), target: { entity: 'observable', parent: 'case' } },
    { id: 'alerted', label: trans.__('an observable of an alert'), target: { entity: 'observable', parent: 'alert' } },
    { id: 'case', label: trans.__('a case'), target: { entity: 'case', parent: 'none' } },
    { id: 'alert', label: trans.__('an alert'), target: { entity: 'alert', parent: 'none' } },
    { id: 'task', label: trans.__('a task'), target: { entity: 'task', parent: 'case' } },
    { id: 'log', label: trans.__('a task log'), target: { entity: 'log', parent: 'case' } }
  ];
}
