import type { ICellModel } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';
import { tagsOf } from '../roles/edit-roles.js';

/**
 * The tag of the cell in whose place the worker sets its parameters. So a test observable that was forgotten never reaches
 * a job of Cortex. Source: papermill 2.7, `parameterize_notebook`.
 */
const INJECTED_TAG = 'injected-parameters';
/** The mark of our cell, beside that of papermill. */
export const TRIAL_TAG = 'test-observable';

/** The cell with the test observable, or one that an earlier run has left in the same place. */
export function trialCellIndex({ widgets }: Notebook): number {
  return widgets.findIndex(({ model }) => tagsOf(model).includes(INJECTED_TAG));
}

export function hasTrialCell({ widgets }: Notebook): boolean {
  return widgets.some(({ model }) => isTrialCell(model));
}

function isTrialCell(cell: ICellModel): boolean {
  return tagsOf(cell).includes(TRIAL_TAG);
}

/**
 * Puts the cell after the parameters cell, or first of all; one that is there already is replaced. One undo step.
 * Gives its index.
 */
export function applyTrialCell(notebook: Notebook, source: string): number {
  const shared = notebook.model?.sharedModel;
  if (shared === undefined) return -1;
  const before = trialCellIndex(notebook);
  const declared = notebook.widgets.findIndex(({ model }) => tagsOf(model).includes('parameters'));
  const at = before >= 0 ? before : declared + 1;
  const cell = { cell_type: 'code', source, metadata: { tags: [INJECTED_TAG, TRIAL_TAG] } };
  shared.transact(() => {
    if (before >= 0) shared.deleteCell(before);
    shared.insertCell(at, cell);
  }, true);
  return at;
}

/** Takes away every cell with a test observable, as one undo step. */
export function removeTrialCells(notebook: Notebook): void {
  const shared = notebook.model?.sharedModel;
  if (shared === undefined) return;
  const found = notebook.widgets.flatMap(({ model }, index) => (isTrialCell(model) ? [index] : []));
  shared.transact(() => {
    for (const index of found.toReversed()) shared.deleteCell(index);
  }, true);
}
