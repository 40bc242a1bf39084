import type { ICellModel } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';

/** Selects exactly the cells that are wanted, and brings the first one into view. Nothing changes when there is none. */
export async function selectCells(notebook: Notebook, isWanted: (cell: ICellModel) => boolean): Promise<void> {
  const wanted = notebook.widgets.filter(cell => isWanted(cell.model));
  const [first] = wanted;
  if (first === undefined) return;
  notebook.deselectAll();
  notebook.mode = 'command';
  const index = notebook.widgets.indexOf(first);
  notebook.activeCellIndex = index;
  // The active cell alone is not "selected" until there is a second one: this is how the notebook itself does it.
  if (wanted.length > 1) for (const cell of wanted) notebook.select(cell);
  // `scrollToCell` would put the cursor into the editor.
  await notebook.scrollToItem(index, 'smart');
}
