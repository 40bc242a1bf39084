import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Problem } from '../../problem.js';
import type { Fix } from '../components/problem-list.js';

const LIST_CLASS = 'jp-HuntbookCellProblems';
/** More would push the next cell away; the panel has all of them. */
const MOST_SHOWN = 3;

type CellProblemParts = {
  readonly panel: NotebookPanel;
  readonly trans: TranslationBundle;
  readonly problems: readonly Problem[];
  readonly fixOf: (problem: Problem) => Fix | undefined;
};

/** Writes what is wrong with the results of a cell under its outputs, into the footer that JupyterLab leaves empty. */
export function paintCellProblems(cell: Cell, { panel, trans, problems, fixOf }: CellProblemParts): void {
  const footer = cell.node.querySelector<HTMLElement>(':scope > .jp-CellFooter');
  if (footer === null) return;
  const index = panel.content.widgets.indexOf(cell);
  const own = problems.filter(({ at }) => at.cell === index);
  const old = footer.querySelector<HTMLElement>(`:scope > .${LIST_CLASS}`);
  const wanted = JSON.stringify(own);
  if ((old?.dataset['shown'] ?? '[]') === wanted) return;
  old?.remove();
  if (own.length === 0) return;
  const list = document.createElement('ul');
  list.className = LIST_CLASS;
  list.dataset['shown'] = wanted;
  list.dataset['lmSuppressShortcuts'] = 'true';
  list.setAttribute('aria-label', trans.__('Problems of this cell'));
  list.append(...own.slice(0, MOST_SHOWN).map(problem => item(problem, fixOf(problem))));
  if (own.length > MOST_SHOWN) {
    const rest = own.length - MOST_SHOWN;
    list.append(line('jp-type-info', trans._n('%1 more problem', '%1 more problems', rest)));
  }
  footer.append(list);
}

const SIGN = { error: '✕', warning: '!', info: 'i' } as const;

function item(problem: Problem, fix: Fix | undefined): HTMLElement {
  const { severity, message, hint, at } = problem;
  const place = at.line === undefined ? '' : `${at.line}: `;
  const element = line(`jp-type-${severity}`, `${SIGN[severity]} ${place}${message}`);
  if (hint !== undefined) element.title = hint;
  if (fix === undefined) return element;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'jp-HuntbookLink';
  button.textContent = fix.label;
  button.addEventListener('click', fix.apply);
  element.append(' ', button);
  return element;
}

function line(kind: string, text: string): HTMLElement {
  const element = document.createElement('li');
  element.className = kind;
  element.textContent = text;
  return element;
}
