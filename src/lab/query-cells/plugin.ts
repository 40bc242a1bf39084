import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';
import { isPythonKernel, usesScirius, type KernelPackage } from '../../query-cells/index.js';
import { loadMagic } from './load-magic.js';

export const queryCellsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:query-cells',
  description:
    'Makes %%scirius and RESTSciriusConnector work in Python kernels: unseen, before the first cell that needs it.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (app: JupyterFrontEnd, tracker: INotebookTracker) => {
    // Nothing for a kernel that has the package; the others need it at hand, for a cell that is sent is not held back.
    let sources: KernelPackage = {};
    const fetchSources = (): void => {
      tracker.widgetAdded.disconnect(fetchSources);
      void import('./kernel-package.js').then(
        ({ KERNEL_PACKAGE }) => (sources = KERNEL_PACKAGE),
        // The browser's console names the file that did not come, and the cell what it misses.
        () => undefined
      );
    };
    if (tracker.size > 0) fetchSources();
    else tracker.widgetAdded.connect(fetchSources);
    NotebookActions.executionScheduled.connect((_, { notebook, cell }) => {
      const kernel = tracker.find(panel => panel.content === notebook)?.sessionContext.session?.kernel;
      if (!kernel || !usesScirius(cell.model.sharedModel.getSource())) return;
      const language = app.serviceManager.kernelspecs.specs?.kernelspecs[kernel.name]?.language;
      if (isPythonKernel(language ?? kernel.name)) loadMagic(kernel, sources);
    });
  }
};
