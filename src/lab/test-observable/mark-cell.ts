import type { Cell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { CommandIDs } from '../command-ids.js';
import { tagsOf } from '../roles/edit-roles.js';
import { TRIAL_TAG } from './trial-cell.js';

const MARK_CLASS = 'jp-HuntbookTrial';

type MarkParts = { readonly commands: CommandRegistry; readonly trans: TranslationBundle };

/** Says above the cell what it is, with a button that takes it away. */
export function paintTrialMark(cell: Cell, { commands, trans }: MarkParts): void {
  const header = cell.node.querySelector<HTMLElement>(':scope > .jp-CellHeader');
  const old = header?.querySelector<HTMLElement>(`:scope > .${MARK_CLASS}`) ?? undefined;
  const isTrial = tagsOf(cell.model).includes(TRIAL_TAG);
  if (header === null || isTrial === (old !== undefined)) return;
  old?.remove();
  if (!isTrial) return;
  const mark = document.createElement('div');
  mark.className = MARK_CLASS;
  mark.dataset['lmSuppressShortcuts'] = 'true';
  const text = document.createElement('span');
  text.textContent = trans.__('Test observable: Cortex replaces this cell');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'jp-HuntbookLink';
  button.textContent = trans.__('Remove');
  button.setAttribute('aria-label', trans.__('Remove the test observable'));
  button.addEventListener('click', () => void commands.execute(CommandIDs.removeTestObservable));
  mark.append(text, ' ', button);
  header.append(mark);
}
