import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Sends a signal to every process of a group; false when there is none left (or none of ours). */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch {
    // ESRCH: nobody is left. EPERM: a member changed its user, and cannot be reached by us in any way.
    return false;
  }
}

const SWEEP_ATTEMPTS = 50;
const SWEEP_INTERVAL_MS = 10;

/**
 * Kills what is left of a group and comes back when nobody is (at most 0.5 s): the background children of a notebook
 * must not outlive it. Members that are dead but not reaped count as gone: as PID 1 of a container we inherit them, and
 * Node never reaps processes that it did not start.
 */
export async function sweepGroup(groupId: number): Promise<void> {
  for (let attempt = 0; attempt < SWEEP_ATTEMPTS; attempt += 1) {
    if (!signalGroup(groupId, 'SIGKILL')) return;
    if (attempt > 0 && isOnlyZombies(groupId)) return;
    await wait(SWEEP_INTERVAL_MS);
  }
}

function isOnlyZombies(groupId: number): boolean {
  const members = listProcesses().filter(entry => entry.groupId === groupId);
  return members.every(entry => entry.state === 'Z' || entry.state === 'X');
}

export type ProcessEntry = {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
  readonly state: string;
  /** With the pid it names a process for good: pids are used again, this pair is not. */
  readonly startTicks: string;
};

/** The processes of this machine that we can see; empty where there is no `/proc`. Source: proc(5), `/proc/pid/stat`. */
export function listProcesses(): readonly ProcessEntry[] {
  return read(() => readdirSync('/proc'), []).flatMap(name =>
    /^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []
  );
}

export function readProcess(pid: number): ProcessEntry | undefined {
  const text = read(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '');
  // The name, in brackets, may itself hold blanks and brackets: the fields start after the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parentPid, groupId] = fields;
  const startTicks = fields[19];
  if (state === undefined || startTicks === undefined) return undefined;
  return { pid, parentPid: Number(parentPid), groupId: Number(groupId), state, startTicks };
}

/** How much a process has computed, in clock ticks; 0 where that cannot be read. Source: proc(5), `utime` and `stime`. */
export function readComputingTicks(pid: number | undefined): number {
  const text = pid === undefined ? '' : read(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** Everything that descends from `pid` at this moment, children that left its group included. */
export function listDescendants(pid: number): readonly ProcessEntry[] {
  const all = listProcesses();
  const found: ProcessEntry[] = [];
  const parents = new Set([pid]);
  for (let grown = true; grown;) {
    const children = all.filter(entry => parents.has(entry.parentPid) && !parents.has(entry.pid));
    for (const child of children) parents.add(child.pid);
    found.push(...children);
    grown = children.length > 0;
  }
  return found;
}

/** Kills those of `entries` that still are the processes they were. */
export function killProcesses(entries: readonly ProcessEntry[]): void {
  for (const entry of entries) {
    if (readProcess(entry.pid)?.startTicks !== entry.startTicks) continue;
    read(() => process.kill(entry.pid, 'SIGKILL'), false);
  }
}

/** A process can go at any moment: then there is nothing to read or to kill. */
function read<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
