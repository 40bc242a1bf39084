import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const NAME = /^huntbook-job-([0-9a-f]{8})-(\d+)-(\d+)-/u;
/** Fields of `/proc/<pid>/stat` after the program's name, which is in parentheses. Source: proc(5), field 22. */
const START_TIME_AFTER_NAME = 19;

/** The first part of the name of a private folder: it tells which process of which machine made it. */
export function ownedPrefix(): string {
  return `huntbook-job-${machine()}-${String(process.pid)}-${startTime(process.pid) ?? '0'}-`;
}

/**
 * Whether a folder's name says that a process of this machine made it that is gone. Folders of other machines and
 * containers, where the same number is another process, are never ours to judge.
 */
export function isAbandoned(name: string): boolean {
  const [, place, pid, started] = NAME.exec(name) ?? [];
  if (pid === undefined || place !== machine()) return false;
  return !isAlive(Number(pid)) || (startTime(Number(pid)) ?? '0') !== started;
}

/** Processes are numbered per namespace, and a temporary folder can be shared between hosts and containers. */
function machine(): string {
  return createHash('sha256').update(`${hostname()} ${processNamespace()}`).digest('hex').slice(0, 8);
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // No /proc here (macOS): there are no namespaces either.
    return '';
  }
}

/** Tells two processes with the same number apart; `undefined` without /proc. */
function startTime(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_TIME_AFTER_NAME];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}
