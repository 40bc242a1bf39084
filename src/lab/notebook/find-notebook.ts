import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

/** Arguments by which a command can be told where to act; without them it acts on the current notebook's selection. */
export const PLACE_ARGS = {
  widgetId: { type: 'string', description: 'The id of the notebook panel; the cell toolbar sends it.' },
  cellId: { type: 'string', description: 'The id of the one cell to act on, instead of the selected cells.' }
} as const;

/** The notebook that a command is about: the one it names, else the current one. */
export function findNotebook(tracker: INotebookTracker, args: ReadonlyPartialJSONObject): NotebookPanel | null {
  const id = args['widgetId'];
  if (typeof id !== 'string') return tracker.currentWidget;
  return tracker.find(panel => panel.id === id) ?? tracker.currentWidget;
}

/** Whether the notebook can be changed at all: loaded, and not in the view-only mode that JupyterLab 4.7 brings. */
export function isEditable(panel: NotebookPanel | null): panel is NotebookPanel {
  if (panel === null || panel.content.model === null) return false;
  const content: object = panel.content;
  return !('viewOnly' in content && content.viewOnly === true);
}

/** The cell with this id, `undefined` when the notebook has none. */
export function cellById(panel: NotebookPanel | undefined, id: unknown): ICellModel | undefined {
  return typeof id === 'string' ? panel?.content.widgets.find(({ model }) => model.id === id)?.model : undefined;
}
