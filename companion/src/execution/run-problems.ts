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

const LOSSES: ReadonlyMap<string, { readonly message: string; readonly hint: string }> = new Map([
  [
    'rate',
    {
      message: 'The server left out outputs of this cell, because it printed faster than the server passes on.',
      hint: 'Let the cell print less, or start the server with --ZMQChannelsWebsocketConnection.iopub_msg_rate_limit=0 --ZMQChannelsWebsocketConnection.iopub_data_rate_limit=0.'
    }
  ]
]);
const RECONNECTED = {
  message: 'The connection to the kernel was dead for a while: outputs of this cell may be missing.',
  hint: 'Run it again if they matter.'
};

/** Outputs of a cell were lost between its kernel and us. */
export function incompleteOutputs(cell: number, reason: string): Problem {
  return { code: 'outputs-complete', severity: 'error', at: { cell }, ...(LOSSES.get(reason) ?? RECONNECTED) };
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
