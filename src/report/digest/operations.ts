import {
  simulateOperation,
  type Found,
  type Operation,
  type OperationTarget,
  type Verdict
} from '../../playbook/index.js';
import { DIGEST } from '../defaults.js';
import { attributes, EMPTY, html, text, type Html } from '../html.js';
import { note } from '../part.js';
import { grouped } from '../text/shorten.js';
import { visibleText } from '../text/visible-text.js';

const CLASSES: Readonly<Record<Verdict['outcome'], string | undefined>> = {
  applies: undefined,
  depends: undefined,
  unknown: 'nbr-warn',
  fails: 'nbr-bad'
};

/** The fields a reader recognises an operation by, the first that is there. */
const TELLING_FIELDS = ['tag', 'title', 'name', 'data', 'owner', 'content'];

/** What the playbook asks TheHive to do, each with what will come of it when it is known what it acts on. */
export function renderOperations(
  operations: readonly Found<Operation>[],
  target: OperationTarget | undefined,
  rows: number
): Html {
  if (operations.length === 0) return EMPTY;
  const title = operations.length === 1 ? '1 operation' : `${grouped(operations.length)} operations`;
  const items = operations.slice(0, rows).map(({ value }) => item(value, target));
  const rest = operations.length - rows;
  return html`<h3>${text(title)}</h3><ul class="nbr-problems">${items}</ul>${rest > 0 ? note(`${grouped(rest)} more operations are not shown.`) : EMPTY}`;
}

function item(operation: Operation, target: OperationTarget | undefined): Html {
  const verdict = target && simulateOperation(operation, target);
  const said = verdict === undefined ? EMPTY : html` <i>${text(visibleText(verdict.reason, DIGEST.valueLength))}</i>`;
  const told = TELLING_FIELDS.map(name => operation[name]).find(value => typeof value === 'string');
  const what = told === undefined ? EMPTY : html` <code>${text(visibleText(told, DIGEST.valueLength))}</code>`;
  return html`<li${attributes({ class: verdict && CLASSES[verdict.outcome] })}><b>${text(visibleText(String(operation['type']), 80))}</b>${what}${said}</li>`;
}
