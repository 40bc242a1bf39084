import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { intendedRole, type Role } from '../../playbook/index.js';
import { CommandIDs } from '../command-ids.js';
import { ROLE_ICONS } from '../icons.js';
import { canHaveRole, cellRoles, tagsOf } from './edit-roles.js';
import { roleText } from './role-texts.js';

const BADGES_CLASS = 'jp-HuntbookBadges';

type BadgeParts = {
  readonly panel: NotebookPanel;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
};

/**
 * Draws the roles of a cell into its header, which JupyterLab keeps and leaves empty, and marks the cell for style
 * sheets. Replacing the content factory instead would shut out every other extension. Source: facts/jupyterlab-frontend §1.1.
 */
export function paintBadges(cell: Cell, parts: BadgeParts): void {
  const roles = cellRoles(cell.model);
  markCell(cell.node, roles);
  const header = cell.node.querySelector<HTMLElement>(':scope > .jp-CellHeader');
  if (header === null) return;
  const slips = tagsOf(cell.model).flatMap(tag => {
    const role = intendedRole(tag);
    return role === undefined ? [] : [{ tag, role }];
  });
  const wanted = JSON.stringify([roles, slips, canHaveRole(cell.model)]);
  const old = header.querySelector<HTMLElement>(`:scope > .${BADGES_CLASS}`);
  if (old?.dataset['shown'] === wanted) return;
  if (roles.length + slips.length === 0) {
    old?.remove();
    return;
  }
  const row = document.createElement('div');
  row.className = BADGES_CLASS;
  row.dataset['shown'] = wanted;
  // Enter and Space belong to the buttons here, not to the notebook.
  row.dataset['lmSuppressShortcuts'] = 'true';
  row.append(
    ...roles.map(role => roleBadge(cell, role, parts)),
    ...slips.map(({ tag, role }) => correctionBadge(cell, { tag, role }, parts))
  );
  const hadFocus = old?.contains(document.activeElement) ?? false;
  old?.replaceWith(row);
  if (old === null) header.append(row);
  if (hadFocus) row.querySelector('button')?.focus();
}

function markCell(node: HTMLElement, roles: readonly Role[]): void {
  const value = roles.join(' ');
  if ((node.dataset['huntbookRoles'] ?? '') === value) return;
  if (value === '') delete node.dataset['huntbookRoles'];
  else node.dataset['huntbookRoles'] = value;
}

function roleBadge(cell: Cell, role: Role, { panel, commands, trans }: BadgeParts): HTMLElement {
  const { name, purpose } = roleText(role, trans);
  const isIdle = !canHaveRole(cell.model);
  const badge = button(isIdle ? 'jp-mod-idle' : `jp-type-${role}`);
  badge.title = isIdle ? trans.__('Only code cells have outputs: here the role does nothing.') : purpose;
  badge.setAttribute('aria-haspopup', 'menu');
  badge.setAttribute('aria-label', trans.__('Role: %1. Change…', name));
  ROLE_ICONS[role].element({ container: iconBox(badge), height: '12px', width: '12px' });
  badge.append(label(isIdle ? trans.__('%1 (does nothing here)', name) : name));
  const cellId = cell.model.id;
  badge.addEventListener('click', () => {
    void commands.execute(CommandIDs.openRoleMenu, { widgetId: panel.id, cellId });
  });
  return badge;
}

function correctionBadge(
  cell: Cell,
  { tag, role }: { readonly tag: string; readonly role: Role },
  { panel, commands, trans }: BadgeParts
): HTMLElement {
  const badge = button('jp-mod-misspelt');
  badge.title = trans.__('The tag “%1” is no role and does nothing. Press to change it to “%2”.', tag, role);
  badge.append(label(trans.__('“%1” is no role. Make it “%2”', tag, role)));
  const cellId = cell.model.id;
  badge.addEventListener('click', () => {
    void commands.execute(CommandIDs.correctTag, { widgetId: panel.id, cellId, tag, role });
  });
  return badge;
}

function button(kind: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = `jp-HuntbookBadge ${kind}`;
  return element;
}

function iconBox(parent: HTMLElement): HTMLElement {
  const box = document.createElement('span');
  box.className = 'jp-HuntbookBadge-icon';
  box.setAttribute('aria-hidden', 'true');
  parent.append(box);
  return box;
}

function label(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}
