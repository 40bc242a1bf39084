import { closeSync, openSync, writeSync } from 'node:fs';
import { formatJson } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import type { RunEvent } from '../execution/index.js';
import type { ProblemCode } from './error-table.js';

/** Who follows a job reads these lines; what is left out stands in the executed notebook. */
export const EVENT_LOG_LIMITS = { eventBytes: 500_000, logBytes: 32 * 1024 * 1024 } as const;

export type EventLog = Disposable & {
  /** Never throws: a full disk must not cost the job its result. */
  readonly write: (notebook: string, event: RunEvent) => void;
};

/**
 * A file that takes the events of a job, one JSON object a line: the event with its `notebook`. A line is written in one
 * piece, so a reader meets whole lines only. Outputs over the limits are left out, and a `problemFound` says so.
 * @throws what the file system says when the file cannot be made
 */
export function openEventLog(
  path: string,
  limits: Record<'eventBytes' | 'logBytes', number> = EVENT_LOG_LIMITS
): EventLog {
  const file = openSync(path, 'a', 0o600);
  let bytes = 0;
  let isFull = false;
  let isBroken = false;

  const put = (notebook: string, event: RunEvent): void => {
    const line = Buffer.from(`${formatJson({ notebook, ...event })}\n`);
    const isOutput = event.kind === 'cellOutput';
    if (isOutput && line.length > limits.eventBytes) {
      put(
        notebook,
        leftOut('event-small-enough', event.cell, 'An output is not shown while the cell runs: it is too large.')
      );
      return;
    }
    if (isOutput && bytes + line.length > limits.logBytes) {
      if (!isFull) {
        isFull = true;
        put(
          notebook,
          leftOut('events-few-enough', event.cell, 'Further outputs are not shown while the notebook runs.')
        );
      }
      return;
    }
    bytes += line.length;
    writeSync(file, line);
  };

  return {
    write(notebook, event) {
      if (isBroken) return;
      try {
        put(notebook, event);
      } catch {
        // The disk is full or gone. A line may be cut: another one would be glued to it.
        isBroken = true;
      }
    },
    [Symbol.dispose]: () => closeSync(file)
  };
}

function leftOut(code: ProblemCode, cell: number, message: string): RunEvent {
  const hint = 'The executed notebook holds it.';
  const problem: Problem = { code, severity: 'info', at: { cell }, message, hint };
  return { kind: 'problemFound', problem };
}
