import {
  describeOperationSum,
  simulateOperation,
  sumOperations,
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
  fails: 'nbr-bad',
  'held-back': 'nbr-bad'
};

/** The fields a reader recognises an operation by, the first that is there. */
const TELLING_FIELDS = ['tag', 'title', 'name', 'data', 'owner', 'content'];

export type OperationsSource = {
  readonly operations: readonly Found<Operation>[];
  /** How many more TheHive could not read; the problems name them. */
  readonly heldBack: number;
  readonly target: OperationTarget | undefined;
};

/** What the playbook asks TheHive to do, each with what will come of it when it is known what it acts on. */
export function renderOperations({ operations, heldBack, target }: OperationsSource, rows: number): Html {
  const count = operations.length + heldBack;
  if (count === 0) return EMPTY;
  const items = operations.slice(0, rows).map(({ value }) => item(value, target));
  const list = items.length > 0 ? html`<ul class="nbr-problems">${items}</ul>` : EMPTY;
  const rest = operations.length - rows;
  const title = `${count === 1 ? '1 operation' : `${grouped(count)} operations`}${outcomesText({ operations, heldBack, target })}`;
  return html`<h3>${text(title)}</h3>${list}${rest > 0 ? note(`${grouped(rest)} more operations are not shown.`) : EMPTY}${heldBack > 0 ? note('Why operations were held back is among the problems.') : EMPTY}`;
}

/** What is not known of a notebook that no worker ran is not said. */
function outcomesText({ operations, heldBack, target }: OperationsSource): string {
  if (target === undefined) return heldBack > 0 ? `: ${grouped(heldBack)} held back` : '';
  const values = operations.map(({ value }) => value);
  return `: ${describeOperationSum(sumOperations(values, { heldBack, target }))}`;
}

function item(operation: Operation, target: OperationTarget | undefined): Html {
  const verdict = target && simulateOperation(operation, target);
  const said = verdict === undefined ? EMPTY : html` <i>${text(visibleText(verdict.reason, DIGEST.valueLength))}</i>`;
  const told = TELLING_FIELDS.map(name => operation[name]).find(value => typeof value === 'string');
  const what = told === undefined ? EMPTY : html` <code>${text(visibleText(told, DIGEST.valueLength))}</code>`;
  return html`<li${attributes({ class: verdict && CLASSES[verdict.outcome] })}><b>${text(visibleText(String(operation['type']), 80))}</b>${what}${said}</li>`;
}
