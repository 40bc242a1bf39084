import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isSameProcess, processMark } from '../../cortex/index.js';
import type { JobFolder } from './job-folder.js';
import type { WorkerExit } from './run-outcome.js';

/** The worker of a run, a process of its own; also one that an earlier service has started. */
export type WorkerProcess = {
  /** Tells it from every other process of this machine. */
  readonly mark: string;
  /** How it ended; `gone` when that is not known, because another service started it. */
  readonly ended: Promise<WorkerExit | 'gone'>;
  /** Asks it to end, as Cortex does; it is killed with all it started when it does not within `graceMs`. */
  readonly stop: (graceMs: number) => void;
};

export type WorkerStart = {
  /** The program and its first arguments: Node and `huntbook.cjs`. */
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly kernelFolder: string;
};

/** How often it is looked whether a worker that is nobody's child here has ended. */
const LOOK_MS = 500;

/**
 * Starts the worker on a job folder, as the definition in `dist/cortex` does, but that its events go to a file. In a group
 * of its own: Ctrl-C in the terminal of the server is for the service to pass on, and a service that dies takes nothing
 * along. Never rejects: a program that cannot be started is one that ended without an answer.
 */
export function startWorker(folder: JobFolder, { command, environment, kernelFolder }: WorkerStart): WorkerProcess {
  const [program = '', ...first] = command;
  const log = openSync(folder.log, 'a', 0o600);
  const args = [...first, 'cortex', folder.cortex, '--events', folder.events, '--kernel-folder', kernelFolder];
  const child = spawn(program, args, {
    cwd: folder.path,
    env: environment,
    stdio: ['ignore', log, log],
    detached: true
  });
  closeSync(log);
  const ended = new Promise<WorkerExit>(done => {
    child.on('error', () => done({ code: null, signal: null }));
    child.on('exit', (code, signal) => done({ code, signal }));
  });
  const { pid } = child;
  if (pid === undefined) return { mark: '', ended, stop: () => undefined };
  return { mark: processMark(pid), ended, stop: graceMs => stopProcess(pid, ended, graceMs) };
}

/** A worker that lives on after the service that started it; `undefined` when it does not. */
export function adoptWorker(mark: string): WorkerProcess | undefined {
  if (mark === '' || !isSameProcess(mark)) return undefined;
  const ended = new Promise<'gone'>(done => {
    const timer = setInterval(() => {
      if (isSameProcess(mark)) return;
      clearInterval(timer);
      done('gone');
    }, LOOK_MS);
  });
  return { mark, ended, stop: graceMs => stopProcess(Number.parseInt(mark, 10), ended, graceMs) };
}

function stopProcess(pid: number, ended: Promise<unknown>, graceMs: number): void {
  signal(pid, 'SIGTERM');
  const timer = setTimeout(() => signal(-pid, 'SIGKILL'), graceMs);
  void ended.then(() => clearTimeout(timer));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already: that is what was wanted.
  }
}
