import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IThemeManager, WidgetTracker } from '@jupyterlab/apputils';
import type { DocumentWidget } from '@jupyterlab/docregistry';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { CommandIDs } from '../command-ids.js';
import { reportIcon } from '../icons.js';
import { PLACE_ARGS, findNotebook } from '../notebook/find-notebook.js';
import { loadTexts } from '../translate.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- a widget factory makes its widgets at once; the renderer is in the worker
import { REPORT_FACTORY, ReportFactory, type ReportWidget } from './report-widget.js';

export const reportViewerPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:report-viewer',
  description: 'Opens notebooks as the report that TheHive shows, without a kernel and without running anything.',
  autoStart: true,
  optional: [INotebookTracker, ILayoutRestorer, ICommandPalette, IThemeManager, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    themes: IThemeManager | null,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const tracker = new WidgetTracker<DocumentWidget<ReportWidget>>({ namespace: 'huntbook-report' });
    const factory = new ReportFactory(trans);
    factory.widgetCreated.connect((_, widget) => {
      void tracker.add(widget);
      widget.context.pathChanged.connect(() => void tracker.save(widget));
    });
    // @ts-expect-error JupyterLab 4.6 types an optional member of its own base class as a member that may be undefined.
    app.docRegistry.addWidgetFactory(factory);
    themes?.themeChanged.connect(() => tracker.forEach(({ content }) => content.model.recolour()));
    void restorer?.restore(tracker, {
      command: 'docmanager:open',
      args: ({ context }) => ({ path: context.path, factory: REPORT_FACTORY }),
      name: ({ context }) => context.path
    });
    app.commands.addCommand(CommandIDs.openReport, {
      label: trans.__('Open as TheHive Report'),
      caption: trans.__('Show the saved notebook as TheHive shows it, read only'),
      icon: reportIcon,
      isEnabled: args => notebooks !== null && findNotebook(notebooks, args) !== null,
      describedBy: { args: { type: 'object', properties: { widgetId: PLACE_ARGS.widgetId } } },
      execute: async args => {
        const panel = notebooks === null ? null : findNotebook(notebooks, args);
        if (panel === null) return;
        const options = { mode: 'split-right', ref: panel.id };
        await app.commands.execute('docmanager:open', { path: panel.context.path, factory: REPORT_FACTORY, options });
      }
    });
    palette?.addItem({ command: CommandIDs.openReport, category: trans.__('Playbook') });
  }
};
