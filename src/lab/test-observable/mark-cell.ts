import type { Cell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { CommandIDs } from '../command-ids.js';
import { tagsOf } from '../roles/edit-roles.js';
import { TRIAL_TAG } from './trial-cell.js';

const MARK_CLASS = 'jp-HuntbookTrial';

type MarkParts = {
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
  /** Whether the worker puts its own in the place of this cell: it does so for one cell only. */
  readonly isReplaced: boolean;
};

/** Says above the cell what it is and whether Cortex runs it, with a button that takes it away. */
export function paintTrialMark(cell: Cell, { commands, trans, isReplaced }: MarkParts): void {
  const header = cell.node.querySelector<HTMLElement>(':scope > .jp-CellHeader');
  const old = header?.querySelector<HTMLElement>(`:scope > .${MARK_CLASS}`) ?? undefined;
  const isTrial = tagsOf(cell.model).includes(TRIAL_TAG);
  const wanted = !isTrial
    ? undefined
    : isReplaced
      ? trans.__('Test observable: Cortex replaces this cell')
      : trans.__('Test observable, left over: Cortex runs this cell');
  if (header === null || old?.firstChild?.textContent === wanted) return;
  old?.remove();
  if (wanted === undefined) return;
  const mark = document.createElement('div');
  mark.className = MARK_CLASS;
  mark.dataset['lmSuppressShortcuts'] = 'true';
  const text = document.createElement('span');
  text.textContent = wanted;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'jp-HuntbookLink';
  button.textContent = trans.__('Remove');
  button.setAttribute('aria-label', trans.__('Remove the test observable'));
  button.addEventListener('click', () => void commands.execute(CommandIDs.removeTestObservable));
  mark.append(text, ' ', button);
  header.append(mark);
}
