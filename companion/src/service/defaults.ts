import { availableParallelism } from 'node:os';

/** Each run has a kernel and a worker: more at once wait for memory, not for processors. */
export const MOST_RUNNING = 4;

/** Limits of the service unless its caller sets others. A test holds docs/service.md to those that people meet. */
export const SERVICE_DEFAULTS = {
  maxRunning: Math.max(1, Math.min(MOST_RUNNING, availableParallelism())),
  maxQueued: 32,
  /** Finished runs that are kept of one notebook, and of all. */
  keepPerNotebook: 20,
  keepTotal: 300,
  /** Notebooks with large outputs are saved and named by their path. */
  maxBodyBytes: 32 * 1024 * 1024,
  /** A reader behind the proxy that went away is never noticed, and the proxy cuts a stream at 100 MiB. */
  streamMs: 120_000,
  streamBytes: 8 * 1024 * 1024,
  maxReaders: 64,
  /** Charts of a preview that wait to be drawn; each may take 8 s. */
  maxCharts: 32,
  heartbeatMs: 15_000,
  maxWaitMs: 25_000,
  /** After it was asked to end a worker has this long to put its answer down; it needs 2.5 s at most. */
  stopGraceMs: 5_000,
  pageBytes: 1024 * 1024,
  maxPageBytes: 8 * 1024 * 1024,
  /** A whole request, headers and body, must arrive in this time. */
  requestMs: 60_000
} as const;

export type ServiceLimits = { readonly [Name in keyof typeof SERVICE_DEFAULTS]: number };
