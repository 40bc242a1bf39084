import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runHuntbook } from '../support/command.js';
import { temporaryFolder } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-doctor-user-');
afterAll(() => {
  // Fails where nothing is mounted, which is well.
  spawnSync('umount', ['-l', at('mount')]);
  folder.remove();
});
const at = (name: string): string => join(folder.path, name);
const doctor = (...args: readonly string[]) =>
  runHuntbook(['cortex', 'doctor', ...args, '--no-dry-run'], { cwd: folder.path });
const isRoot = process.getuid?.() === 0;
const mounts = (): boolean => {
  mkdirSync(at('mount'), { recursive: true });
  return isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'noexec', 'tmpfs', at('mount')]).status === 0;
};

it('--user names a user who does not exist, or that only root can become another', async () => {
  const { status, stdout, stderr } = await doctor(resolve('dist/cortex'), '--user', 'no-such-user');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(isRoot ? 'There is no user "no-such-user"' : 'Only root can check as no-such-user');
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

// Only root can become another user; elsewhere the sentence above is all there is.
if (isRoot) {
  it('--user checks with the rights of that user, and says so', async () => {
    const workers = at('workers/analyzers');
    cpSync(resolve('dist/cortex/analyzers'), workers, { recursive: true });
    for (const each of [folder.path, at('workers'), workers, join(workers, 'Huntbook')]) chmodSync(each, 0o755);
    chmodSync(join(workers, 'Huntbook', 'huntbook-analyzer'), 0o700);
    const asRoot = await doctor(workers);
    const asNobody = await doctor(workers, '--user', 'nobody');
    expect(asRoot.stdout).toContain('checked as root (uid 0)');
    expect(asRoot.stdout).not.toContain('cannot be executed');
    expect(asNobody.stdout).toContain('checked as nobody');
    expect(asNobody.stdout).toContain('cannot be executed by this user');
    expect(asNobody.status).toBe(1);
  });
}

if (mounts()) {
  it('a command on a mount with noexec is named with that mount', async () => {
    cpSync(resolve('dist/cortex/analyzers'), at('mount/analyzers'), { recursive: true });
    const { status, stdout } = await doctor(at('mount/analyzers'));
    expect(stdout).toContain(`The command lies on ${at('mount')}, which is mounted with noexec`);
    expect(status).toBe(1);
  });
}
