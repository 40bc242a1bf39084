import { describeFailure, isFailure } from '../../../src/failure.js';
import { isPlainRecord } from './plain-record.js';
import { lastLines, plainText } from './report-text.js';

const TRACEBACK_LINES = 20;
const MAX_CHARACTERS = 8000;

/** What stopped a notebook, for people: its name, the failure, the last lines of the traceback, where to look further. */
export function failureText(name: string, error: unknown, storedAt: string | undefined): string {
  const parts = [
    `Notebook ${name}: ${plainText(describeFailure(error))}`,
    tracebackOf(error),
    storedAt === undefined ? '' : `Executed notebook: ${storedAt}`
  ];
  return parts
    .filter(part => part !== '')
    .join('\n')
    .slice(0, MAX_CHARACTERS);
}

/** Lists what `details` of the executor's `CELL_ERROR` hold; other failures say all in their message. */
function tracebackOf(error: unknown): string {
  const details = isFailure(error) ? error.details : undefined;
  const lines = isPlainRecord(details) ? details.traceback : undefined;
  return Array.isArray(lines) ? lastLines(plainText(lines.join('\n')), TRACEBACK_LINES) : '';
}
