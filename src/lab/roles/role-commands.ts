import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { ROLES, type Role } from '../../playbook/index.js';
import type { IRoleManager } from '../../tokens.js';
import { CommandIDs } from '../command-ids.js';
import { playbookIcon, ROLE_ICONS } from '../icons.js';
import { cellById, findNotebook, isEditable, PLACE_ARGS } from '../notebook/find-notebook.js';
import { canHaveRole, cellRoles, selectedCells, tagsOf } from './edit-roles.js';
import { openRoleMenu } from './role-menu.js';
import { roleText } from './role-texts.js';
import { selectCells } from './select-cells.js';

type Parts = {
  readonly tracker: INotebookTracker;
  readonly roles: IRoleManager;
  readonly trans: TranslationBundle;
};
type Args = ReadonlyPartialJSONObject;

const ROLE_ARG = {
  oneOf: ROLES.map(role => ({ const: role })),
  description: 'Which role.'
} as const;

/** Adds every command about roles; what they are for is said by their captions. */
export function addRoleCommands({ commands }: JupyterFrontEnd, { tracker, roles, trans }: Parts): void {
  const editable = (args: Args): NotebookPanel | undefined => {
    const panel = findNotebook(tracker, args);
    return isEditable(panel) ? panel : undefined;
  };
  const targets = (args: Args): readonly ICellModel[] => targetCells(editable(args), args);
  const isOnEverywhere = (args: Args): boolean => {
    const role = roleIn(args);
    const cells = targets(args).filter(cell => canHaveRole(cell) || cellRoles(cell).length > 0);
    return role !== undefined && cells.length > 0 && cells.every(cell => cellRoles(cell).includes(role));
  };

  commands.addCommand(CommandIDs.toggleRole, {
    label: args => {
      const role = roleIn(args);
      return role === undefined ? trans.__('Change the Role of Cells') : roleText(role, trans).name;
    },
    caption: args => {
      const role = roleIn(args);
      return role === undefined
        ? trans.__('Give the selected cells a role, or take it away')
        : roleText(role, trans).purpose;
    },
    icon: args => {
      const role = roleIn(args);
      // In a menu an icon would stand where the check mark does.
      if (role !== undefined && isOnEverywhere(args)) return undefined;
      return role === undefined ? playbookIcon : ROLE_ICONS[role];
    },
    isToggleable: true,
    isToggled: isOnEverywhere,
    isEnabled: args => roleIn(args) !== undefined && (targets(args).some(canHaveRole) || isOnEverywhere(args)),
    describedBy: { args: { type: 'object', required: ['role'], properties: { role: ROLE_ARG, ...PLACE_ARGS } } },
    execute: args => {
      const panel = editable(args);
      const role = roleIn(args);
      if (panel !== undefined && role !== undefined) {
        roles.setRole(panel.content, targets(args), { role, isOn: !isOnEverywhere(args) });
      }
    }
  });

  commands.addCommand(CommandIDs.removeRoles, {
    label: trans.__('Remove All Roles of Selected Cells'),
    caption: trans.__('Take every role from the selected cells; other tags stay'),
    isEnabled: args => targets(args).some(cell => cellRoles(cell).length > 0),
    describedBy: { args: { type: 'object', properties: { ...PLACE_ARGS } } },
    execute: args => {
      const panel = editable(args);
      if (panel === undefined) return;
      const cells = targets(args);
      for (const role of ROLES) roles.setRole(panel.content, cells, { role, isOn: false });
    }
  });

  commands.addCommand(CommandIDs.makeOnlyParametersCell, {
    label: trans.__('Make This the Only Parameters Cell'),
    caption: trans.__('Give this cell the role parameters, and take it from every other cell'),
    isEnabled: args => targets(args).some(canHaveRole),
    describedBy: { args: { type: 'object', properties: { ...PLACE_ARGS } } },
    execute: args => {
      const panel = editable(args);
      const cell = cellById(panel, args['cellId']) ?? panel?.content.activeCell?.model;
      if (panel !== undefined && cell !== undefined && canHaveRole(cell)) {
        roles.makeOnlyParametersCell(panel.content, cell);
      }
    }
  });

  commands.addCommand(CommandIDs.selectCellsWithRole, {
    label: args => {
      const role = roleIn(args);
      return role === undefined
        ? trans.__('Select All Cells With a Role')
        : trans.__('Select All Cells With Role: %1', roleText(role, trans).name);
    },
    caption: trans.__('Select the cells of this notebook that have the role'),
    isEnabled: args => findNotebook(tracker, args) !== null,
    describedBy: { args: { type: 'object', properties: { role: ROLE_ARG, ...PLACE_ARGS } } },
    execute: async args => {
      const panel = findNotebook(tracker, args);
      const role = roleIn(args);
      const isWanted = (found: readonly Role[]): boolean =>
        role === undefined ? found.length > 0 : found.includes(role);
      if (panel !== null) await selectCells(panel.content, cell => isWanted(cellRoles(cell)));
    }
  });

  commands.addCommand(CommandIDs.correctTag, {
    label: args => {
      const role = roleIn(args);
      return role === undefined ? trans.__('Correct a Misspelt Role') : trans.__('Change the tag to “%1”', role);
    },
    caption: trans.__('Replace a tag that is no role by the role that was meant'),
    isEnabled: args => targets(args).some(cell => tagsOf(cell).some(tag => tag === args['tag'])),
    describedBy: {
      args: {
        type: 'object',
        required: ['tag', 'role', 'cellId'],
        properties: { role: ROLE_ARG, tag: { type: 'string', description: 'The misspelt tag.' }, ...PLACE_ARGS }
      }
    },
    execute: args => {
      const panel = editable(args);
      const cell = cellById(panel, args['cellId']);
      const role = roleIn(args);
      const wrong = args['tag'];
      if (panel !== undefined && cell !== undefined && role !== undefined && typeof wrong === 'string') {
        roles.correctTag(panel.content, cell, { wrong, role });
      }
    }
  });

  commands.addCommand(CommandIDs.openRoleMenu, {
    label: trans.__('Set Role…'),
    caption: trans.__('Choose what this cell is for when Cortex runs the notebook'),
    icon: playbookIcon,
    isEnabled: args => targets(args).length > 0,
    describedBy: { args: { type: 'object', properties: { ...PLACE_ARGS } } },
    execute: args => {
      const panel = editable(args);
      if (panel !== undefined) openRoleMenu(commands, panel, args);
    }
  });
}

function targetCells(panel: NotebookPanel | undefined, args: Args): readonly ICellModel[] {
  if (panel === undefined) return [];
  const named = cellById(panel, args['cellId']);
  return named === undefined ? selectedCells(panel.content) : [named];
}

function roleIn(args: Args): Role | undefined {
  return ROLES.find(role => role === args['role']);
}
