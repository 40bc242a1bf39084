import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IThemeManager, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { ICompanion, IPlaybookChecks, IRoleManager } from '../../tokens.js';
import { CommandIDs } from '../command-ids.js';
import { playbookIcon } from '../icons.js';
import { addBeside } from '../notebook/add-beside.js';
import { shared } from '../notebook/shared.js';
import { loadTexts } from '../translate.js';
import type { PreviewWidget } from './preview-widget.js';

export const previewPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:preview',
  description: 'Shows beside a notebook, while one works on it, what TheHive will show of it.',
  autoStart: true,
  requires: [INotebookTracker, IPlaybookChecks, IRoleManager],
  optional: [ICompanion, ILayoutRestorer, ICommandPalette, IThemeManager, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    checks: IPlaybookChecks,
    roles: IRoleManager,
    companion: ICompanion | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    themes: IThemeManager | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const tracker = new WidgetTracker<MainAreaWidget<PreviewWidget>>({ namespace: 'huntbook-preview' });
    const open = async (): Promise<MainAreaWidget<PreviewWidget>> => {
      const [{ PreviewModel }, { PreviewWidget }, { WorkerRenderer }] = await Promise.all([
        import('./preview-model.js'),
        import('./preview-widget.js'),
        import('../report-viewer/report-renderer.js')
      ]);
      const model = new PreviewModel({
        notebooks,
        checks,
        renderer: new WorkerRenderer(),
        draw: async chart => (await companion?.draw(chart))?.svg ?? undefined
      });
      const widget = new MainAreaWidget({ content: new PreviewWidget({ model, roles, trans }) });
      widget.id = 'huntbook-preview-area';
      addBeside(app.shell, widget, notebooks.currentWidget);
      await tracker.add(widget);
      return widget;
    };
    const openOnce = shared(open);
    app.commands.addCommand(CommandIDs.openPreview, {
      label: trans.__('TheHive Preview'),
      caption: trans.__('Show beside the notebook what TheHive will show of it'),
      icon: playbookIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        const widget = tracker.find(() => true) ?? (await openOnce());
        app.shell.activateById(widget.id);
      }
    });
    themes?.themeChanged.connect(() => tracker.forEach(({ content }) => content.recolour()));
    void restorer?.restore(tracker, { command: CommandIDs.openPreview, name: () => 'preview' });
    palette?.addItem({ command: CommandIDs.openPreview, category: trans.__('Playbook') });
  }
};
