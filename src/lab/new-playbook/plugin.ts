import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { ILauncher } from '@jupyterlab/launcher';
import type { Contents } from '@jupyterlab/services';
import { ITranslator } from '@jupyterlab/translation';
import { UUID } from '@lumino/coreutils';
import { CommandIDs } from '../command-ids.js';
import { playbookIcon } from '../icons.js';
import { loadTexts } from '../translate.js';
import { notebookOfTemplate, TEMPLATES, type PlaybookTemplate } from './template.js';

export const newPlaybookPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:new-playbook',
  description: 'Offers notebooks to begin with, cells tagged: one per type of observable, and a responder.',
  autoStart: true,
  optional: [ILauncher, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const category = trans.__('Playbook');
    const label = (template: PlaybookTemplate | undefined): string =>
      template === undefined
        ? trans.__('New Playbook')
        : template.id === 'responder'
          ? trans.__('Responder playbook')
          : trans.__('Playbook for %1', template.id);
    app.commands.addCommand(CommandIDs.newPlaybook, {
      label: args => label(templateIn(args['template'])),
      caption: trans.__('Make a notebook whose cells are tagged for Cortex'),
      icon: playbookIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            template: { oneOf: TEMPLATES.map(({ id }) => ({ const: id })), description: 'What it is for.' },
            cwd: { type: 'string', description: 'The folder, by its path below the root of the server.' }
          }
        }
      },
      execute: async args => {
        const template = templateIn(args['template']) ?? TEMPLATES[0];
        if (template === undefined) return;
        const folder = typeof args['cwd'] === 'string' ? args['cwd'] : '';
        const path = await save(app.serviceManager.contents, folder, template);
        await app.commands.execute('docmanager:open', { path, factory: 'Notebook' });
      }
    });
    for (const [rank, { id }] of TEMPLATES.entries()) {
      launcher?.add({ command: CommandIDs.newPlaybook, args: { template: id }, category, rank });
      palette?.addItem({ command: CommandIDs.newPlaybook, args: { template: id }, category });
    }
  }
};

function templateIn(id: unknown): PlaybookTemplate | undefined {
  return TEMPLATES.find(template => template.id === id);
}

/** Writes the template under a name that is not taken yet, and returns its path. */
async function save(contents: Contents.IManager, folder: string, template: PlaybookTemplate): Promise<string> {
  const { path } = await contents.newUntitled({ path: folder, type: 'notebook' });
  await contents.save(path, {
    type: 'notebook',
    format: 'json',
    content: notebookOfTemplate(template, () => UUID.uuid4().slice(0, 8))
  });
  const wanted = PathExt.join(folder, template.fileName);
  try {
    return (await contents.rename(path, wanted)).path;
  } catch {
    // The name is taken: the one that the server has chosen is as good.
    return path;
  }
}
