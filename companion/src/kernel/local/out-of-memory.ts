import { readFileSync } from 'node:fs';

/**
 * How often the system killed a process of our control group because memory ran out; 0 where that is not counted.
 * Source: Linux cgroup-v2 `memory.events` (`oom_kill`), cgroup-v1 `memory.oom_control`.
 */
export function countOutOfMemoryKills(): number {
  return eventFiles().reduce((sum, path) => sum + countIn(path), 0);
}

function eventFiles(): readonly string[] {
  const lines = readOrEmpty('/proc/self/cgroup').split('\n');
  return lines.flatMap(line => {
    const [, controllers, path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === '') return [`/sys/fs/cgroup${path === '/' ? '' : path}/memory.events`];
    if (controllers?.split(',').includes('memory') === true) return [`/sys/fs/cgroup/memory${path}/memory.oom_control`];
    return [];
  });
}

function countIn(path: string): number {
  return Number(/^oom_kill (\d+)$/m.exec(readOrEmpty(path))?.[1] ?? 0);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux, or another version of cgroups: then nothing counts.
    return '';
  }
}
