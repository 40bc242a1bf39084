import { CHECKPOINT_PACE } from './defaults.js';

/** What makes a checkpoint due. Source: papermill 2.7, `--request-save-on-cell-execute` and `--autosave-cell-every`. */
export type SavePolicy = {
  /** The end of a cell; without it such a change waits for the next one of an output. */
  readonly afterCells: boolean;
  /** New output, at the earliest so long after it; undefined: never. Milliseconds. */
  readonly outputsAfterMs: number | undefined;
};
/** As soon as the pace allows. */
export const SAVE_ALWAYS: SavePolicy = { afterCells: true, outputsAfterMs: 0 };

type CheckpointOptions = {
  readonly store: (text: string) => Promise<void>;
  /** The notebook as it is now. */
  readonly text: () => string;
  /** Called once, for the first checkpoint that cannot be written. */
  readonly onFailure: (cause: unknown) => void;
  readonly policy: SavePolicy;
};

/**
 * Writes the notebook now and then while it changes: latest wins, one write at a time, no more often than every 0.5 s,
 * less often when writing is slow, at least 1 s after a change (plus the write itself), unless who reports the change
 * says that it can wait. A failure never fails the run.
 */
export class Checkpoints {
  readonly #options: CheckpointOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #isDirty = false;
  #leastMs = 0;
  #waitsMs = 0;
  #isClosed = false;
  #hasFailed = false;
  #paceMs: number = CHECKPOINT_PACE.minimumMs;

  constructor(options: CheckpointOptions) {
    this.#options = options;
  }

  /** A cell has ended. */
  cellFinished(): void {
    if (this.#options.policy.afterCells) this.touch();
  }

  /** A cell has begun, or tells when it did. Nobody waits for that alone: it is stored where everything is. */
  cellProgressed(): void {
    const { afterCells, outputsAfterMs } = this.#options.policy;
    if (afterCells && outputsAfterMs !== undefined) this.touch(outputsAfterMs);
  }

  /** There is new output; of a flood it can wait. */
  outputChanged(isFlood: boolean): void {
    const { outputsAfterMs } = this.#options.policy;
    if (outputsAfterMs !== undefined) this.touch(Math.max(outputsAfterMs, isFlood ? CHECKPOINT_PACE.floodMs : 0));
  }

  /** Says that the notebook changed, and how long at least that need not be stored. Cheap: most calls do nothing. */
  touch(leastMs = 0): void {
    this.#isDirty = true;
    this.#leastMs = leastMs;
    if (this.#isClosed || this.#writing !== undefined) return;
    // A change that cannot wait takes over from one that can.
    if (this.#timer !== undefined && leastMs >= this.#waitsMs) return;
    clearTimeout(this.#timer);
    this.#waitsMs = leastMs;
    this.#timer = setTimeout(() => this.#start(), Math.max(this.#paceMs, leastMs));
    this.#timer.unref();
  }

  /** Starts no more writes; resolves when the one under way has ended, whatever became of it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#writing;
  }

  #start(): void {
    this.#timer = undefined;
    this.#isDirty = false;
    this.#writing = this.#write().then(() => {
      this.#writing = undefined;
      if (this.#isDirty) this.touch(this.#leastMs);
    });
  }

  async #write(): Promise<void> {
    const startedMs = performance.now();
    try {
      await this.#options.store(this.#options.text());
    } catch (cause) {
      // The run goes on: only the caller's final write has to succeed.
      if (!this.#hasFailed) this.#options.onFailure(cause);
      this.#hasFailed = true;
    }
    const latencyMs = performance.now() - startedMs;
    const { minimumMs, maximumMs, latencyFactor } = CHECKPOINT_PACE;
    this.#paceMs = Math.min(maximumMs, Math.max(minimumMs, latencyFactor * latencyMs));
  }
}
