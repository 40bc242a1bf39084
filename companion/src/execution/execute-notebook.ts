import type { Failure } from '../../../src/failure.js';
import type { JsonValue } from '../../../src/json/index.js';
import type { Problem } from '../../../src/problem.js';
import type { Secret } from '../../../src/secret.js';
import type { Kernel } from '../kernel/index.js';
import type { Notebook } from '../notebook/index.js';
import type { SavePolicy } from './checkpoints.js';
import type { OutputLimits } from './defaults.js';
import { EventQueue } from './event-queue.js';
import { RunCancelled } from './failures.js';
import { NotebookRun } from './notebook-run.js';
import type { RunEvent, RunStatus } from './run-event.js';
import type { PapermillOptions } from './run-metadata.js';
import type { Clock } from './time.js';

/** What a run needs. Times in milliseconds. */
export type ExecuteOptions = {
  /** With the parameters already in it. */
  readonly notebook: Notebook;
  /** Starts the kernel, or hands over one that is starting. From then on the run owns it and ends it. */
  readonly kernel: () => Promise<Kernel>;
  readonly papermill: PapermillOptions;
  /** Takes checkpoints: the text of the notebook while it runs. The last write, after the run, is the caller's. */
  readonly store?: (text: string) => Promise<void>;
  /** What makes a checkpoint due; default: the end of a cell and new output. */
  readonly savePolicy?: SavePolicy;
  /** How long one cell may take until its reply; absent: as long as it wants. */
  readonly cellTimeoutMs?: number;
  /** Default 2 s. */
  readonly interruptGraceMs?: number;
  /** How long the kernel may take to say that a cell is over, once it has replied; default 4 s. */
  readonly idleAfterReplyMs?: number;
  /** Ends the run: interrupt, grace, kill. Its reason becomes the failure when it is one of ours. */
  readonly signal: AbortSignal;
  readonly limits?: OutputLimits;
  /** Sent before the first cell, silently and without history, and stored nowhere. */
  readonly silentCode?: readonly Secret[];
  /** Applied to everything that is stored or told. */
  readonly redact?: (text: string) => string;
  /** The same for JSON, when it knows better than `redact` which keys and values are structure. */
  readonly redactJson?: <T extends JsonValue>(value: T) => T;
  readonly clock?: Clock;
};

/** What became of a notebook. Indexes of cells, also in `problems`, are those of `notebook`, markers included. */
export type ExecutedNotebook = {
  /** Complete but for `metadata.huntbook`; the caller writes it. */
  readonly notebook: Notebook;
  readonly status: RunStatus;
  /** Why the run did not complete. */
  readonly failure?: Failure;
  /** The cell that failed. */
  readonly failedCell?: number;
  readonly completedCells: number;
  /** Warnings of the run, and errors for results that were cut. */
  readonly problems: readonly Problem[];
  /** Settles when the kernel's process and files are gone; rejects when they cannot be removed. */
  readonly kernelGone: Promise<void>;
};

/**
 * Runs the cells of a notebook one after the other on a kernel and tells what happens; returns what became of it. Never
 * throws for anything a notebook, a kernel or a store does: that is in `status`, `failure` and `problems`. Leaving the
 * loop early cancels the run and waits until the kernel is gone.
 *
 * Source: the semantics are those of nbclient 0.11 and the metadata those of papermill 2.7, but for their defects: a
 * cell tagged `raises-exception` does not fail the run at its end, a cell that timed out or whose kernel died is
 * `failed` and the later ones stay `pending`.
 */
export async function* executeNotebook(options: ExecuteOptions): AsyncGenerator<RunEvent, ExecutedNotebook> {
  const left = new AbortController();
  const events = new EventQueue();
  const run = new NotebookRun({ ...options, signal: AbortSignal.any([options.signal, left.signal]) }, events);
  const executed = run.run().finally(() => events.end());
  let isDone = false;
  try {
    for await (const event of events) yield event;
    isDone = true;
    return await executed;
  } finally {
    if (!isDone) {
      left.abort(new RunCancelled());
      const { kernelGone } = await executed;
      await kernelGone;
    }
  }
}
