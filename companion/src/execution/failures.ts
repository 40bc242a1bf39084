import { Failure } from '../../../src/failure.js';
import { EXCEPTION_HINTS, EXECUTION_ERRORS } from './error-table.js';

/** Where a failure happened: the cell by its index in the notebook that was run, and the number in `In [n]`. */
export type CellPlace = { readonly cell: number; readonly executionCount: number | null };

export type CellErrorDetails = CellPlace & {
  readonly ename: string;
  readonly evalue: string;
  /** The last 20 lines, without ANSI escapes. */
  readonly traceback: readonly string[];
};

/** A cell raised an exception, and nothing allowed it to. `sys.exit()` counts: its `ename` is `SystemExit`. */
export class CellError extends Failure<CellErrorDetails> {
  readonly code = 'CELL_ERROR';

  constructor(details: CellErrorDetails) {
    const what = details.evalue === '' ? details.ename : `${details.ename}: ${details.evalue}`;
    super(`${nameCell(details)} raised ${what}`, {
      hint: EXCEPTION_HINTS[details.ename] ?? EXECUTION_ERRORS.CELL_ERROR.hint,
      details
    });
  }
}

/** The kernel answered that it did not run the cell. */
export class CellAborted extends Failure<CellPlace> {
  readonly code = 'CELL_ABORTED';

  constructor(details: CellPlace) {
    super(`The kernel did not run ${nameCell(details).replace(/^A/u, 'a')}: it answered "aborted".`, {
      hint: EXECUTION_ERRORS.CELL_ABORTED.hint,
      details
    });
  }
}

/** A cell ran longer than one cell may. */
export class CellTimeout extends Failure<CellPlace & { readonly timeoutMs: number }> {
  readonly code = 'CELL_TIMEOUT';

  constructor(details: CellPlace & { readonly timeoutMs: number }) {
    super(`${nameCell(details)} ran longer than ${details.timeoutMs / 1_000} s and was stopped.`, {
      hint: EXECUTION_ERRORS.CELL_TIMEOUT.hint,
      details
    });
  }
}

/** Code that was sent before the first cell, and that nobody may see, failed. Only the name of its error is told. */
export class SilentCodeFailed extends Failure<{ readonly ename: string }> {
  readonly code = 'SILENT_CODE_FAILED';

  constructor(ename: string) {
    super(`Setting secret parameters in the kernel failed: ${ename}.`, {
      hint: EXECUTION_ERRORS.SILENT_CODE_FAILED.hint,
      details: { ename }
    });
  }
}

/** The time for the whole run is over. Callers give it as the reason of their signal. */
export class DeadlineExceeded extends Failure<{ readonly deadlineMs: number }> {
  readonly code = 'DEADLINE_EXCEEDED';

  constructor(deadlineMs: number) {
    super(`The run did not end within ${deadlineMs / 1_000} s and was stopped.`, {
      hint: EXECUTION_ERRORS.DEADLINE_EXCEEDED.hint,
      details: { deadlineMs }
    });
  }
}

/** Somebody stopped the run. `cause` is the reason that the signal gave. */
export class RunCancelled extends Failure {
  readonly code = 'RUN_CANCELLED';

  constructor(cause?: unknown) {
    super('The run was cancelled.', { hint: EXECUTION_ERRORS.RUN_CANCELLED.hint, cause });
  }
}

/** The kernel can no longer be heard although nobody saw it die. */
export class ConnectionLost extends Failure {
  readonly code = 'CONNECTION_LOST';

  constructor(cause?: unknown) {
    super('The connection to the kernel was lost.', { hint: EXECUTION_ERRORS.CONNECTION_LOST.hint, cause });
  }
}

/** Only what stands beside the cell: its position is another one in the notebook that is stored, which has markers. */
function nameCell(place: CellPlace): string {
  return place.executionCount === null ? 'A cell' : `In [${place.executionCount}]`;
}
