import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Problem } from '../../problem.js';
import type { IRoleManager } from '../../tokens.js';
import type { Fix } from '../components/problem-list.js';
import { cellRoles } from '../roles/edit-roles.js';

type FixParts = { readonly panel: NotebookPanel; readonly roles: IRoleManager; readonly trans: TranslationBundle };

/** The change that puts a problem right, where one press can do it without touching the author's code. */
export function fixOf({ code, at }: Problem, { panel, roles, trans }: FixParts): Fix | undefined {
  const cell = at.cell === undefined ? undefined : panel.content.widgets[at.cell]?.model;
  if (cell === undefined || code !== 'role-on-code-cell') return undefined;
  return {
    label: trans.__('Remove the role from this cell'),
    apply: () => {
      for (const role of cellRoles(cell)) roles.setRole(panel.content, [cell], { role, isOn: false });
    }
  };
}
