/** Waiting times of remote kernels, in milliseconds. Reasons: facts/spike-hub §0.9, §2, §3. */
export const REMOTE_DEFAULTS = {
  /** How long a server may take to accept a WebSocket. */
  openMs: 20_000,
  /** How often a connection is asked whether it is still there: one that is dead without a word loses what is sent into it. */
  pingMs: 5_000,
  /** For so long a connection that broke is tried again; jupyter_server buffers what the kernel says meanwhile. */
  reconnectMs: 60_000,
  /** Between two attempts, doubled each time up to the last. */
  retryMs: [0, 250, 500, 1_000, 2_000, 4_000],
  /** How long a server may take to answer a request about a kernel. */
  requestMs: 30_000,
  /** How long each attempt to end a kernel may take, and the pause after it; none after the last. */
  deleteAttempts: [
    { limitMs: 5_000, pauseMs: 500 },
    { limitMs: 10_000, pauseMs: 3_000 },
    { limitMs: 30_000, pauseMs: undefined }
  ],
  /** A display may be as large; the executor cuts what is too large to be stored. ws closes at 100 MiB by itself. */
  maxFrameBytes: 512 * 1024 * 1024
} as const;
