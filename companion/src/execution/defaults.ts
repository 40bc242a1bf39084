/**
 * How much of what a notebook prints is stored. Sizes are UTF-8 bytes before JSON escaping. Beyond a limit the beginning
 * and the end of a text are kept, a bundle becomes one sentence, and a problem `output-within-limit` says so.
 */
export type OutputLimits = {
  /** One output: a run of stream text, a display, a result. */
  readonly outputBytes: number;
  /** All outputs of one cell. */
  readonly cellBytes: number;
  /** Lines of stream text in one cell. */
  readonly cellLines: number;
  /** Separate outputs of one cell. */
  readonly cellOutputs: number;
  /** All outputs of the notebook. */
  readonly notebookBytes: number;
  /** The state of all widgets together. */
  readonly widgetBytes: number;
};

const MIB = 1024 * 1024;

/** A real playbook stays far below them (the largest seen is a 5 MB notebook); a flood is cut before it hurts the job. */
export const DEFAULT_OUTPUT_LIMITS: OutputLimits = {
  outputBytes: 10 * MIB,
  cellBytes: 20 * MIB,
  cellLines: 50_000,
  cellOutputs: 20_000,
  notebookBytes: 50 * MIB,
  widgetBytes: 10 * MIB
};

/** Of a text that is too long, the beginning gets this share of the limit and the end the rest. */
export const HEAD_SHARE = 0.8;

/** Times of the executor in milliseconds. */
export const DEFAULT_TIMES = {
  /** After an interrupt the kernel has this long to stop; then it is killed. */
  interruptGraceMs: 2_000,
  // 4 s: nbclient's iopub_timeout; late outputs were seen up to 0.3 s after the reply, see facts/headless-execution §2.
  idleAfterReplyMs: 4_000,
  /** A dead kernel's last messages are awaited this long. */
  lastMessagesMs: 1_000,
  /** A reply that comes by another socket may be this much later than the end of the messages. */
  replyAfterSilenceMs: 200,
  /** After the run, a checkpoint that is still being written is awaited this long. */
  lastCheckpointMs: 1_000,
  /** How long a kernel may take to leave by itself after the run. */
  shutdownGraceMs: 2_500
} as const;

/** Checkpoints, in milliseconds: no more often than `minimumMs`, no later than `maximumMs` after a change. */
export const CHECKPOINT_PACE = {
  minimumMs: 500,
  maximumMs: 1_000,
  latencyFactor: 4,
  /** When only the end of a text that is already cut has changed: each checkpoint then is megabytes of the same. */
  floodMs: 5_000
} as const;

/** Lines of a traceback that a failure quotes. */
export const TRACEBACK_LINES = 20;

/** Cells whose outputs are results: when they are cut, the results may be incomplete. Source: the worker's cell tags. */
export const RESULT_TAGS: readonly string[] = ['artifacts', 'taxonomies', 'operations'];
