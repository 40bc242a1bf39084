import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { ROLES } from '../../playbook/index.js';
import { IRoleManager } from '../../tokens.js';
import { CommandIDs } from '../command-ids.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { CellDecorator } from '../notebook/cell-decorator.js';
import { loadTexts } from '../translate.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { paintBadges } from './badges.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { roleManager } from './edit-roles.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { addRoleCommands } from './role-commands.js';

export const roleManagerPlugin: JupyterFrontEndPlugin<IRoleManager> = {
  id: 'huntbook:role-manager',
  description: 'Provides the service that changes the roles of cells.',
  provides: IRoleManager,
  activate: () => roleManager
};

export const rolesPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:roles',
  description: 'Commands, menus, buttons and shortcuts that set the roles of cells.',
  autoStart: true,
  requires: [INotebookTracker, IRoleManager],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    roles: IRoleManager,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    addRoleCommands(app, { tracker, roles, trans });
    const changed = (): void => app.commands.notifyCommandChanged(CommandIDs.toggleRole);
    tracker.selectionChanged.connect(changed);
    tracker.activeCellChanged.connect(changed);
    if (palette === null) return;
    const category = trans.__('Playbook');
    for (const role of ROLES) {
      palette.addItem({ command: CommandIDs.toggleRole, args: { role }, category });
      palette.addItem({ command: CommandIDs.selectCellsWithRole, args: { role }, category });
    }
    for (const command of [CommandIDs.openRoleMenu, CommandIDs.makeOnlyParametersCell, CommandIDs.removeRoles]) {
      palette.addItem({ command, category });
    }
  }
};

export const badgesPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:badges',
  description: 'Shows on every cell which roles it has, and names tags that were meant to be one.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, tracker: INotebookTracker, translator: ITranslator | null) => {
    const trans = loadTexts(translator);
    const decorate = (panel: NotebookPanel): void => {
      const decorator = new CellDecorator(panel, cell => paintBadges(cell, { panel, commands: app.commands, trans }));
      panel.disposed.connect(() => decorator.dispose());
    };
    tracker.forEach(decorate);
    tracker.widgetAdded.connect((_, panel) => decorate(panel));
  }
};
