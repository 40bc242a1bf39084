import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isSameProcess, processMark } from './process-mark.js';

const NAME = /^huntbook-job-([0-9a-f]{8})-(\d+-\d+)-/u;

/** The first part of the name of a private folder: it tells which process of which machine made it. */
export function ownedPrefix(): string {
  return `huntbook-job-${machine()}-${processMark(process.pid)}-`;
}

/**
 * Whether a folder's name says that a process of this machine made it that is gone. Folders of other machines and
 * containers, where the same number is another process, are never ours to judge.
 */
export function isAbandoned(name: string): boolean {
  const [, place, mark] = NAME.exec(name) ?? [];
  return mark !== undefined && place === machine() && !isSameProcess(mark);
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
