import { describeFailure, isFailure } from '../../../src/failure.js';
import { isPlainRecord } from '../../../src/json/index.js';
import { placeOfCell } from '../../../src/playbook/index.js';
import { lastLines, plainText } from './report-text.js';

const TRACEBACK_LINES = 20;
const MAX_CHARACTERS = 8000;

export type FailurePlace = {
  readonly name: string;
  /** Where the executed notebook is. */
  readonly storedAt?: string | undefined;
  /** The cell that was running, counted from 0 in the executed notebook, whose cells are `cells`. */
  readonly cell?: number | undefined;
  readonly cells?: readonly unknown[];
};

/** What stopped a notebook, for people: its name, the failure, the last lines of the traceback, where to look further. */
export function failureText(error: unknown, { name, storedAt, cell, cells = [] }: FailurePlace): string {
  const parts = [
    `Notebook ${name}: ${plainText(describeFailure(error))}`,
    tracebackOf(error),
    cell === undefined ? '' : `${hasCell(error) ? 'It is' : 'It was running'} ${describeCell(cells, cell)}.`,
    storedAt === undefined ? '' : `Executed notebook: ${storedAt}`
  ];
  return parts
    .filter(part => part !== '')
    .join('\n')
    .slice(0, MAX_CHARACTERS);
}

/** Both numbers: the author's for who corrects the playbook, the other for who opens what was stored. */
function describeCell(cells: readonly unknown[], cell: number): string {
  const { number, line } = placeOfCell(cells, cell);
  const first = line === '' ? '' : ` (${line})`;
  const stored = number === cell + 1 ? '' : `, cell ${String(cell + 1)} of the executed notebook`;
  return `cell ${String(number)}${first} of the playbook${stored}`;
}

/** Failures of a cell are about it; a signal, the deadline or a dead kernel meet whichever was running. */
function hasCell(error: unknown): boolean {
  return isFailure(error) && isPlainRecord(error.details) && 'cell' in error.details;
}

/** Lists what `details` of the executor's `CELL_ERROR` hold; other failures say all in their message. */
function tracebackOf(error: unknown): string {
  const details = isFailure(error) ? error.details : undefined;
  const lines = isPlainRecord(details) ? details.traceback : undefined;
  return Array.isArray(lines) ? lastLines(plainText(lines.join('\n')), TRACEBACK_LINES) : '';
}
