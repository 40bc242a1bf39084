import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { failedCell, isOver } from './run-progress.js';
import type { SessionState } from './session-state.js';

const MARK_CLASS = 'jp-HuntbookFailedMark';

/** The id of the cell that stopped the run that is shown, and its error. */
export type FailedMark = { readonly id: string; readonly error: string };

export function failedMarkOf({ progress }: SessionState): FailedMark | undefined {
  if (progress === undefined || !isOver(progress.job)) return undefined;
  const failed = failedCell(progress);
  const id = failed === undefined ? undefined : progress.cellIds[failed.cell];
  return id === undefined ? undefined : { id, error: failed?.error ?? '' };
}

type MarkParts = {
  readonly panel: NotebookPanel;
  readonly mark: FailedMark | undefined;
  readonly trans: TranslationBundle;
};

/** Writes under the cell that the run stopped here, into the footer that JupyterLab leaves empty. */
export function paintFailedMark(cell: Cell, { panel, mark, trans }: MarkParts): void {
  const footer = cell.node.querySelector<HTMLElement>(':scope > .jp-CellFooter');
  if (footer === null || panel.isDisposed) return;
  const old = footer.querySelector<HTMLElement>(`:scope > .${MARK_CLASS}`) ?? undefined;
  const wanted = mark !== undefined && mark.id === cell.model.id ? markText(mark, trans) : undefined;
  if (old?.textContent === wanted) return;
  old?.remove();
  if (wanted === undefined) return;
  const element = document.createElement('p');
  element.className = MARK_CLASS;
  element.textContent = wanted;
  footer.append(element);
}

function markText({ error }: FailedMark, trans: TranslationBundle): string {
  return error === ''
    ? trans.__('✕ The last run as Cortex stopped here.')
    : trans.__('✕ The last run as Cortex stopped here: %1', error);
}
