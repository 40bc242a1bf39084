import type { NotebookPanel } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { Menu } from '@lumino/widgets';
import { ROLES } from '../../playbook/index.js';
import { CommandIDs } from '../command-ids.js';

/**
 * Opens the menu of roles at the cell: all roles as check marks, then what can be done with them. The menu hangs at the
 * body of the page, because cells clip what leaves their box.
 */
export function openRoleMenu(
  commands: CommandRegistry,
  panel: NotebookPanel,
  { cellId }: ReadonlyPartialJSONObject
): void {
  const place = { widgetId: panel.id, ...(typeof cellId === 'string' ? { cellId } : {}) };
  const menu = new Menu({ commands });
  menu.addClass('jp-HuntbookRoleMenu');
  for (const role of ROLES) menu.addItem({ command: CommandIDs.toggleRole, args: { ...place, role } });
  menu.addItem({ type: 'separator' });
  menu.addItem({ command: CommandIDs.makeOnlyParametersCell, args: place });
  menu.addItem({ command: CommandIDs.removeRoles, args: place });
  // The command of the chosen item runs after the menu has closed.
  menu.aboutToClose.connect(() => requestAnimationFrame(() => menu.dispose()), menu);
  const { left, bottom } = anchorOf(panel, place.cellId);
  menu.open(left, bottom);
}

/** The badge of the cell when it has one, else the cell's corner; the focused button knows best. */
function anchorOf(panel: NotebookPanel, cellId: string | undefined): DOMRect {
  const focused = document.activeElement?.closest('.jp-HuntbookBadge, [data-jp-item-name="huntbook-role"]');
  const cell = panel.content.widgets.find(({ model }) => model.id === cellId) ?? panel.content.activeCell;
  const node =
    focused ?? cell?.node.querySelector('.jp-Toolbar [data-jp-item-name="huntbook-role"]') ?? cell?.inputArea?.node;
  return (node ?? panel.node).getBoundingClientRect();
}
