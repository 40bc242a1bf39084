import type { ICellModel } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';
import { ROLES, withCorrectedTag, withoutRole, withRole, type Role } from '../../playbook/index.js';
import type { IRoleManager, RoleChange, TagCorrection } from '../../tokens.js';

/** The tags of a cell; whatever else stands at that place counts as none. */
export function tagsOf(cell: ICellModel): readonly string[] {
  const tags: unknown = cell.getMetadata('tags');
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}

/** The roles of an open cell, in the order in which they are shown. */
export function cellRoles(cell: ICellModel): readonly Role[] {
  const tags = tagsOf(cell);
  return ROLES.filter(role => tags.includes(role));
}

/**
 * Whether a role does anything on this cell. Source: `role-on-code-cell`; only code cells have outputs, and papermill
 * finds parameters in code alone.
 */
export function canHaveRole(cell: ICellModel): boolean {
  return cell.type === 'code';
}

/** The selected cells and the active one, in the order of the notebook. */
export function selectedCells(notebook: Notebook): readonly ICellModel[] {
  return notebook.widgets.filter(cell => notebook.isSelectedOrActive(cell)).map(cell => cell.model);
}

/**
 * Changes tags through the shared model of the notebook: one undo step and one message to collaborators. A plain
 * `setMetadata` could not be undone at all. Source: facts/jupyterlab-frontend §1.3.
 */
export const roleManager: IRoleManager = {
  setRole(notebook, cells, { role, isOn }: RoleChange) {
    const changeable = isOn ? cells.filter(canHaveRole) : cells;
    changeTags(notebook, changeable, tags => (isOn ? withRole(tags, role) : withoutRole(tags, role)));
  },
  makeOnlyParametersCell(notebook, chosen) {
    const cells = notebook.widgets.map(cell => cell.model);
    changeTags(notebook, cells, (tags, cell) =>
      cell === chosen ? withRole(tags, 'parameters') : withoutRole(tags, 'parameters')
    );
  },
  correctTag(notebook, cell, { wrong, role }: TagCorrection) {
    changeTags(notebook, [cell], tags => withCorrectedTag(tags, wrong, role));
  }
};

type TagChange = (tags: readonly string[], cell: ICellModel) => readonly string[];

function changeTags(notebook: Notebook, cells: readonly ICellModel[], change: TagChange): void {
  const changes = cells
    .map(cell => ({ cell, before: tagsOf(cell) }))
    .map(({ cell, before }) => ({ cell, before, after: change(before, cell) }))
    .filter(({ before, after }) => before !== after);
  if (changes.length === 0) return;
  notebook.model?.sharedModel.transact(() => {
    for (const { cell, after } of changes) {
      // Without tags there is no key either: files stay as other programs write them.
      if (after.length === 0) cell.sharedModel.deleteMetadata('tags');
      else cell.sharedModel.setMetadata('tags', [...after]);
    }
  }, true);
}
