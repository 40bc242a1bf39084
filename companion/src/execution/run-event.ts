import type { Problem } from '../../../src/problem.js';
import type { OutputEvent } from './output-event.js';

/** How one cell ended. `pending` cells were never started. Source of the words: papermill 2.7, `engines.py`. */
export type CellStatus = 'pending' | 'running' | 'completed' | 'failed';

/** How a run ended. `failed`: a cell raised, timed out, or the kernel died. `cancelled`: a signal or the deadline. */
export type RunStatus = 'completed' | 'failed' | 'cancelled';

/**
 * What a run tells while it goes on. Cells are counted from 0 in the notebook that is run, which is the one handed in
 * without the error markers of an earlier run. Times are ISO 8601 in UTC.
 *
 * Order: `runStarted`, `kernelStarted`, then for each cell `cellStarted`, its `cellOutput`s and `cellFinished`, and at
 * last `runFinished`. A `cellOutput` may come after the `cellFinished` of its cell (threads print late); a
 * `problemFound` may come anywhere. Every run ends with `runFinished`, also when the kernel did not start.
 */
export type RunEvent =
  /** `cellIds` tell a reader which cell of his notebook each one is: the run has one more, and he may have moved some. */
  | {
      readonly kind: 'runStarted';
      readonly atUtc: string;
      readonly cells: number;
      readonly cellIds: readonly string[];
    }
  | { readonly kind: 'kernelStarted'; readonly atUtc: string; readonly name: string; readonly language: string }
  | { readonly kind: 'cellStarted'; readonly cell: number; readonly atUtc: string }
  /**
   * Where there are secrets, text comes line by line, each redacted as a whole; a display can come before the end of the
   * line that it stands in. A secret in two lines, or in a text and a display, is found only in the stored notebook.
   */
  | { readonly kind: 'cellOutput'; readonly cell: number; readonly event: OutputEvent }
  | {
      readonly kind: 'cellFinished';
      readonly cell: number;
      readonly atUtc: string;
      readonly durationMs: number;
      readonly status: Extract<CellStatus, 'completed' | 'failed'>;
      readonly executionCount: number | null;
    }
  | { readonly kind: 'problemFound'; readonly problem: Problem }
  | { readonly kind: 'runFinished'; readonly atUtc: string; readonly durationMs: number; readonly status: RunStatus };
