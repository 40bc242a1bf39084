import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Eight hex digits that stand for this machine and its processes: those are numbered per namespace, and a folder can be
 * shared between hosts and containers.
 */
export function machineMark(): string {
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
