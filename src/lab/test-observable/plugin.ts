import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../command-ids.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { CellDecorator } from '../notebook/cell-decorator.js';
import { findNotebook, isEditable, PLACE_ARGS } from '../notebook/find-notebook.js';
import { loadTexts } from '../translate.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { paintTrialMark } from './mark-cell.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { hasTrialCell, removeTrialCells, trialCellIndex } from './trial-cell.js';

export const testObservablePlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:test-observable',
  description: 'Marks the cell that sets a test observable, and takes it away again.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const decorate = (panel: NotebookPanel): void => {
      const decorator = new CellDecorator(panel, cell => {
        const { content } = panel;
        const isReplaced = content.widgets[trialCellIndex(content)] === cell;
        paintTrialMark(cell, { commands: app.commands, trans, isReplaced });
      });
      panel.disposed.connect(() => decorator.dispose());
    };
    notebooks.forEach(decorate);
    notebooks.widgetAdded.connect((_, panel) => decorate(panel));
    app.commands.addCommand(CommandIDs.removeTestObservable, {
      label: trans.__('Remove Test Observable'),
      caption: trans.__('Take away the marked cell that sets a test observable in this notebook'),
      isEnabled: args => {
        const panel = findNotebook(notebooks, args);
        return isEditable(panel) && hasTrialCell(panel.content);
      },
      describedBy: { args: { type: 'object', properties: { widgetId: PLACE_ARGS.widgetId } } },
      execute: args => {
        const panel = findNotebook(notebooks, args);
        if (isEditable(panel)) removeTrialCells(panel.content);
      }
    });
    palette?.addItem({ command: CommandIDs.removeTestObservable, category: trans.__('Playbook') });
  }
};
