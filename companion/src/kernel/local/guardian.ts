import { spawn } from 'node:child_process';

/**
 * Waits for a word on its input. The word means that all was cleaned up; the end of the input without one means that we
 * were killed, and then it kills the kernel's group and removes its folder. dash takes no `--` between signal and group.
 */
const SCRIPT = 'trap "" TERM INT HUP; read word || { kill -9 "-$1"; rm -rf -- "$2"; } 2>/dev/null';

/**
 * Starts a shell that outlives us by a moment if we are killed by SIGKILL: nothing else can then sweep the kernel's
 * background children and remove its connection file. JPY_PARENT_PID alone ends only kernels that look at it.
 * Call what it returns once the kernel and its files are gone. Costs one sleeping process of some 100 kB per kernel.
 */
export function startGuardian(groupId: number, folder: string): () => void {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'huntbook-guardian', String(groupId), folder], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore']
  });
  // Without a shell, or when it is killed first, the kernel still watches JPY_PARENT_PID.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return () => {
    child.stdin.end('gone\n');
  };
}
