import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { IPlaybookChecks } from '../../tokens.js';
import { CommandIDs } from '../command-ids.js';
import { loadTexts } from '../translate.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- a panel that is restored cannot come later
import { RoleOutline } from './role-outline.js';

export const roleOutlinePlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:role-outline',
  description: 'A side panel that lists the cells of the current notebook by their role.',
  autoStart: true,
  requires: [INotebookTracker, IPlaybookChecks],
  optional: [ILayoutRestorer, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    checks: IPlaybookChecks,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const outline = new RoleOutline({ notebooks, checks, trans });
    app.shell.add(outline, 'left', { rank: 450, type: 'Playbook Roles' });
    restorer?.add(outline, outline.id);
    app.commands.addCommand(CommandIDs.showRoles, {
      label: trans.__('Show Playbook Roles'),
      caption: trans.__('List the cells of this notebook by their role'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => app.shell.activateById(outline.id)
    });
    palette?.addItem({ command: CommandIDs.showRoles, category: trans.__('Playbook') });
  }
};
