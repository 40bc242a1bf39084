import type { NotebookPanel } from '@jupyterlab/notebook';

/** Makes the cell the active one and brings it into view; nothing happens when there is no such cell. */
export async function goToCell(panel: NotebookPanel | null, index: number): Promise<void> {
  if (panel === null || panel.content.widgets[index] === undefined) return;
  panel.content.deselectAll();
  panel.content.activeCellIndex = index;
  // `scrollToCell` would put the cursor into the editor.
  await panel.content.scrollToItem(index, 'smart');
}
