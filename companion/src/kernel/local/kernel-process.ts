import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { KERNEL_DEFAULTS } from '../defaults.js';
import type { Environment } from '../environment.js';
import { OutputTail } from './output-tail.js';

export type ProcessEnd = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when the process never ran, e.g. `ENOENT`. */
  readonly error?: Error;
};

/** A kernel's process, leader of a process group of its own. */
export type KernelProcess = {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Settles, never rejects, once the process is gone and what it wrote was read. */
  readonly ended: Promise<ProcessEnd>;
  /** The end of what it wrote to stdout and stderr. */
  outputTail(): string;
};

/** A grandchild can hold the pipes for ever; what the kernel itself wrote is in them when it exits. */
const DRAIN_MS = 30;

/**
 * Starts a kernel's process. Its output goes into pipes that are always drained (a full pipe would stop the kernel) and
 * never to our own stdout or stderr: Cortex waits for whoever holds those (facts/cortex-thehive §4 #37).
 */
export function startKernelProcess(
  command: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly environment: Environment }
): KernelProcess {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const tail = new OutputTail(KERNEL_DEFAULTS.outputTailBytes);
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) {
    stream.on('data', (chunk: Buffer) => tail.add(chunk));
    // A pipe that breaks tells nothing that the end of the process does not tell.
    stream.on('error', () => undefined);
  }
  const closed = Promise.all(streams.map(stream => once(stream, 'close').catch(() => undefined)));
  const ended = new Promise<ProcessEnd>(resolve => {
    child.once('error', error => resolve({ exitCode: null, signal: null, error }));
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  }).then(async end => {
    await Promise.race([closed, wait(DRAIN_MS)]);
    for (const stream of streams) stream.destroy();
    return end;
  });
  return { pid: child.pid, ended, outputTail: () => tail.text() };
}
