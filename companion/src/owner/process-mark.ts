import { readFileSync } from 'node:fs';

/** Fields of `/proc/<pid>/stat` after the state, which follows the program's name. Source: proc(5), fields 3 and 22. */
const START_TIME_AFTER_STATE = 18;

/** What tells a process from all others of this machine, also later ones with its number: `<pid>-<start time>`. */
export function processMark(pid: number): string {
  return `${String(pid)}-${startTime(pid) ?? '0'}`;
}

/** Whether the process of a mark still lives. Without /proc (macOS) the number alone has to do. */
export function isSameProcess(mark: string): boolean {
  const pid = Number.parseInt(mark, 10);
  return isAlive(pid) && processMark(pid) === mark;
}

/** `undefined` without /proc, and for a process that has ended. */
function startTime(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Dead, and nobody has asked how it ended: in a container nobody may ever do.
    return state === 'Z' || state === 'X' ? undefined : fields[START_TIME_AFTER_STATE];
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
