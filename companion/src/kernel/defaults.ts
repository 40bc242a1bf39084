/** Limits and waiting times of this room, in one place; docs and messages quote them from here. */
export const KERNEL_DEFAULTS = {
  /** Total time a kernel may take to become ready, relaunch included. Source: papermill 2.7 `--start-timeout`. */
  startTimeoutMs: 60_000,
  /** A kernel that has said nothing for so long and does not compute is started once more: see start-plan.ts. */
  silenceMs: 20_000,
  /** Between two nudges of a kernel that answered but whose IOPub is not heard yet (xeus-python needed one or two). */
  nudgeMs: 50,
  /** How long a kernel may take to go after it was asked politely; jupyter_client waits 5 s, ipykernel needs 0.2 s. */
  shutdownGraceMs: 3_000,
  /** How long after SIGTERM comes SIGKILL. */
  terminateGraceMs: 1_000,
  /** How much of what the kernel wrote to its own stdout and stderr is kept for error messages. */
  outputTailBytes: 4_096
} as const;
