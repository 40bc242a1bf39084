import { describeFailure } from '../../../src/failure.js';
import type { Problem } from '../../../src/problem.js';
import { shiftByMarkers } from './error-markers.js';

/** The kernel answered but never said that the cell is over. */
export function noIdle(cell: number): Problem {
  return {
    code: 'cell-idle-received',
    severity: 'warning',
    at: { cell },
    message: 'The kernel answered but did not say that the cell is over; outputs may be missing.'
  };
}

/** A checkpoint could not be written. */
export function notStored(cause: unknown, redact: ((text: string) => string) | undefined): Problem {
  const reason = describeFailure(cause).slice(0, 500);
  return {
    code: 'checkpoint-stored',
    severity: 'warning',
    at: {},
    message: `The notebook could not be stored while it ran: ${redact === undefined ? reason : redact(reason)}`
  };
}

/** The same problem in the notebook with error markers. */
export function shiftProblem(problem: Problem, failedCell: number): Problem {
  const { cell } = problem.at;
  return cell === undefined ? problem : { ...problem, at: { ...problem.at, cell: shiftByMarkers(cell, failedCell) } };
}
