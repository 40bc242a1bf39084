import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IThemeManager, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import { ICompanion } from '../../tokens.js';
import { CommandIDs } from '../command-ids.js';
import { runIcon } from '../icons.js';
import { addBeside } from '../notebook/add-beside.js';
import { shared } from '../notebook/shared.js';
import { loadTexts } from '../translate.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- menus and toolbar show the commands from the start
import { addRunCommands } from './run-commands.js';
import { keptRunsIn } from './settings.js';
import type { RunWidget } from './run-widget.js';

export const runnerPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:runner',
  description:
    'Runs a copy of the current notebook as Cortex would, and shows beside it how that goes and what it finds.',
  autoStart: true,
  requires: [INotebookTracker, ICompanion],
  optional: [ILayoutRestorer, ICommandPalette, IThemeManager, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    companion: ICompanion,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    themes: IThemeManager | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const tracker = new WidgetTracker<MainAreaWidget<RunWidget>>({ namespace: 'huntbook-run' });
    let settings: ISettingRegistry.ISettings | undefined;
    // Without settings the defaults hold; JupyterLab itself says when they cannot be read.
    registry?.load(runnerPlugin.id).then(
      loaded => (settings = loaded),
      () => undefined
    );
    const open = async (): Promise<RunWidget> => {
      const before = tracker.find(() => true);
      if (before !== undefined) return before.content;
      const [{ RunModel }, { RunWidget }] = await Promise.all([import('./run-model.js'), import('./run-widget.js')]);
      const model = new RunModel({ notebooks, companion, keptRuns: () => keptRunsIn(settings) });
      const onApply = (): void => void app.commands.execute(CommandIDs.applyTestObservable);
      const widget = new MainAreaWidget({ content: new RunWidget({ model, trans, onApply }) });
      widget.id = 'huntbook-run-area';
      widget.title.icon = runIcon;
      addBeside(app.shell, widget, notebooks.currentWidget);
      await tracker.add(widget);
      return widget.content;
    };
    addRunCommands(app, { notebooks, companion, tracker, open: shared(open), trans });
    themes?.themeChanged.connect(() => tracker.forEach(({ content }) => content.recolour()));
    void restorer?.restore(tracker, { command: CommandIDs.openRun, name: () => 'run' });
    for (const command of [
      CommandIDs.openRun,
      CommandIDs.runAsCortex,
      CommandIDs.cancelRun,
      CommandIDs.applyTestObservable
    ]) {
      palette?.addItem({ command, category: trans.__('Playbook') });
    }
  }
};
