import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Widget } from '@lumino/widgets';

/**
 * Puts a panel to the right of a widget. The shell of Notebook 7 has room for one widget in its middle and leaves out a
 * second one without a word: there the panel goes into the side bar.
 */
export function addBeside(shell: JupyterFrontEnd.IShell, panel: Widget, ref: Widget | null): void {
  shell.add(panel, 'main', { mode: 'split-right', ...(ref === null ? {} : { ref: ref.id }) });
  if (panel.parent === null) shell.add(panel, 'right', { rank: 900 });
}
