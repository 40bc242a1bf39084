import { setTimeout as wait } from 'node:timers/promises';
import { KERNEL_DEFAULTS } from '../defaults.js';
import type { Environment } from '../environment.js';
import type { KernelDeath } from '../kernel.js';
import type { Connection } from './connection.js';
import { cleanUpAtExit, removeFolder } from './exit-cleanup.js';
import { startGuardian } from './guardian.js';
import type { KernelProcess, ProcessEnd } from './kernel-process.js';
import { startKernelProcess } from './kernel-process.js';
import { countOutOfMemoryKills } from './out-of-memory.js';
import { killProcesses, listDescendants, signalGroup, sweepGroup } from './process-group.js';

export type HostOptions = {
  readonly command: readonly [string, ...string[]];
  readonly connection: Connection;
  readonly cwd: string;
  readonly environment: Environment;
};

/** Everything of a local kernel that the system sees: its process, the group of that, its folder. It owns all of them. */
export class KernelHost {
  /** Settles, never rejects, when the process is gone, whoever ended it. */
  readonly dead: Promise<KernelDeath>;
  /** Settles, never rejects, when also its children and files are gone. */
  readonly gone: Promise<void>;
  /** Why the process never ran, if it did not. */
  spawnError: Error | undefined;

  readonly #process: KernelProcess;
  readonly #outOfMemoryKills: number;
  #isExpected = false;
  #wasKilled = false;
  #end: ProcessEnd | undefined;

  constructor(options: HostOptions) {
    this.#outOfMemoryKills = countOutOfMemoryKills();
    this.#process = startKernelProcess(options.command, options);
    const { pid } = this.#process;
    const releases = [cleanUpAtExit(options.connection.folder, pid)];
    if (pid !== undefined) releases.push(startGuardian(pid, options.connection.folder));
    this.dead = this.#process.ended.then(end => this.#describe(end));
    this.gone = this.dead.then(async () => {
      if (pid !== undefined) await sweepGroup(pid);
      removeFolder(options.connection.folder);
      for (const release of releases) release();
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  outputTail(): string {
    return this.#process.outputTail();
  }

  /** SIGINT to the whole group, as a terminal does: also a program that the notebook started stops. */
  interrupt(): void {
    this.#signal('SIGINT');
  }

  /**
   * Ends the process and comes back when everything is gone: `ask`, wait `graceMs`, SIGTERM, wait, SIGKILL.
   * With `graceMs` 0 it is killed at once. Children that made sessions of their own are killed too, unless they had
   * already lost their parent.
   */
  async stop(options: { readonly ask?: () => void; readonly graceMs: number }): Promise<void> {
    this.#isExpected = true;
    const { pid } = this.#process;
    if (pid === undefined || this.#end !== undefined) return this.gone;
    const descendants = listDescendants(pid);
    if (options.graceMs > 0) {
      options.ask?.();
      if (!(await this.#endsWithin(options.graceMs))) {
        this.#signal('SIGTERM');
        await this.#endsWithin(KERNEL_DEFAULTS.terminateGraceMs);
      }
    }
    this.#wasKilled = true;
    this.#signal('SIGKILL');
    killProcesses(descendants);
    await this.gone;
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (pid !== undefined) signalGroup(pid, signal);
  }

  async #endsWithin(timeoutMs: number): Promise<boolean> {
    const timer = new AbortController();
    const timeout = wait(timeoutMs, false, { signal: timer.signal }).catch(() => false);
    const isEnded = await Promise.race([this.#process.ended.then(() => true), timeout]);
    timer.abort();
    return isEnded;
  }

  #describe(end: ProcessEnd): KernelDeath {
    this.#end = end;
    this.spawnError = end.error;
    const outOfMemory =
      end.signal === 'SIGKILL' && !this.#wasKilled && countOutOfMemoryKills() > this.#outOfMemoryKills;
    const { exitCode, signal } = end;
    return { expected: this.#isExpected, exitCode, signal, outOfMemory, stderrTail: this.outputTail() };
  }
}
