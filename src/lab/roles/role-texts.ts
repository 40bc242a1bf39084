import type { TranslationBundle } from '@jupyterlab/translation';
import type { Role } from '../../playbook/index.js';

type RoleText = { readonly name: string; readonly purpose: string };

/** What roles are called, and what a cell with the role is for. */
export function roleText(role: Role, trans: TranslationBundle): RoleText {
  switch (role) {
    case 'parameters':
      return {
        name: trans.__('Parameters'),
        purpose: trans.__('Default values. Cortex puts the real ones into a cell right after it.')
      };
    case 'artifacts':
      return {
        name: trans.__('Artifacts'),
        purpose: trans.__('Prints observables, one JSON object a line, that the case can import.')
      };
    case 'taxonomies':
      return {
        name: trans.__('Taxonomies'),
        purpose: trans.__('Prints verdicts, one JSON object a line, that TheHive shows at the observable.')
      };
    case 'operations':
      return {
        name: trans.__('Operations'),
        purpose: trans.__('Prints what TheHive is to do, one JSON object a line.')
      };
  }
}
