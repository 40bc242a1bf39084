import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';
import { IPlaybookChecks, IRoleManager } from '../../tokens.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { CellDecorator } from '../notebook/cell-decorator.js';
import { loadTexts } from '../translate.js';
import { paintCellProblems } from './cell-problems.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { fixOf } from './fixes.js';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- needed as soon as a notebook opens
import { LiveResults } from './live-results.js';

export const checksPlugin: JupyterFrontEndPlugin<IPlaybookChecks> = {
  id: 'huntbook:checks',
  description: 'Reads what the role cells of open notebooks say, by the code that the worker runs.',
  provides: IPlaybookChecks,
  activate: () => {
    const known = new WeakMap<NotebookPanel, LiveResults>();
    return {
      resultsOf: panel => {
        const found = known.get(panel) ?? new LiveResults(panel);
        known.set(panel, found);
        return found;
      }
    };
  }
};

export const cellProblemsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'huntbook:cell-problems',
  description: 'Shows under a cell which of its results will not count, and why.',
  autoStart: true,
  requires: [INotebookTracker, IPlaybookChecks, IRoleManager],
  optional: [ITranslator],
  activate: (
    _: JupyterFrontEnd,
    tracker: INotebookTracker,
    checks: IPlaybookChecks,
    roles: IRoleManager,
    translator: ITranslator | null
  ) => {
    const trans = loadTexts(translator);
    const decorate = (panel: NotebookPanel): void => {
      const live = checks.resultsOf(panel);
      const decorator = new CellDecorator(panel, cell =>
        paintCellProblems(cell, {
          panel,
          trans,
          problems: live.results.problems,
          fixOf: problem => fixOf(problem, { panel, roles, trans })
        })
      );
      live.changed.connect(decorator.refresh, decorator);
      panel.disposed.connect(() => decorator.dispose());
    };
    tracker.forEach(decorate);
    tracker.widgetAdded.connect((_, panel) => decorate(panel));
  }
};
