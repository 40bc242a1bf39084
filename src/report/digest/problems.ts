import { placeOfCell } from '../../playbook/index.js';
import type { Place, Problem, Severity } from '../../problem.js';
import { DIGEST } from '../defaults.js';
import { attributes, EMPTY, html, text, type Html } from '../html.js';
import { note } from '../part.js';
import { grouped } from '../text/shorten.js';
import { visibleText } from '../text/visible-text.js';

const WORDS: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Note' };
const CLASSES: Readonly<Record<Severity, string | undefined>> = {
  error: 'nbr-bad',
  warning: 'nbr-warn',
  info: undefined
};

/** What was refused or changed, each with its place among the cells and what to do. */
export function renderProblems(problems: readonly Problem[], rows: number, cells: readonly unknown[]): Html {
  if (problems.length === 0) return EMPTY;
  const title = problems.length === 1 ? '1 problem' : `${grouped(problems.length)} problems`;
  const items = problems.slice(0, rows).map(problem => problemItem(problem, cells));
  const rest = problems.length - rows;
  return html`<h3>${text(title)}</h3><ul class="nbr-problems">${items}</ul>${rest > 0 ? note(`${grouped(rest)} more problems are not shown.`) : EMPTY}`;
}

/** The problems of several sources, each one once. */
export function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, at, message }) => {
    const key = JSON.stringify([code, at.cell, at.line, at.item, message]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function problemItem({ severity, at, message, hint }: Problem, cells: readonly unknown[]): Html {
  const place = placeText(at, cells);
  const said = visibleText(message, DIGEST.messageLength);
  return html`<li${attributes({ class: CLASSES[severity] })}><b>${text(WORDS[severity])}</b>${place === '' ? EMPTY : html` <span class="nbr-at">${text(place)}</span>`} ${text(said)}${hint === undefined ? EMPTY : html` <i>${text(visibleText(hint, DIGEST.messageLength))}</i>`}</li>`;
}

function placeText({ cell, line, item }: Place, cells: readonly unknown[]): string {
  const parts = [
    cell === undefined ? undefined : `cell ${placeOfCell(cells, cell).number}`,
    line === undefined ? undefined : `line ${line}`,
    item === undefined ? undefined : visibleText(item, 100)
  ];
  return parts.filter(part => part !== undefined).join(', ');
}
