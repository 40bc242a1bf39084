import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LAB_PYTHON } from '../support/lab-server.js';

const ROOT = join(__dirname, '../..');
const KERNEL_PYTHON = process.env['HUNTBOOK_TEST_PYTHON'] ?? join(ROOT, '.cache/venv/bin/python');

/** An environment with nothing but the wheel in it, far from any `node_modules`. */
let home: string;
let command: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'huntbook-wheel-'));
  execFileSync(LAB_PYTHON, ['-m', 'venv', join(home, 'venv')]);
  const [wheel = ''] = readdirSync(join(ROOT, 'dist')).filter(name => name.endsWith('.whl'));
  const python = join(home, 'venv/bin/python');
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-index', join(ROOT, 'dist', wheel)]);
  command = join(home, 'venv/bin/huntbook');
  cpSync(join(ROOT, 'examples'), join(home, 'examples'), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  spawnSync(command, args, { cwd: join(home, 'examples'), env, encoding: 'utf8' });

test('the wheel alone runs a playbook on a real kernel', () => {
  const { status, stderr } = run(['run', 'ip-triage.ipynb', 'out.ipynb', '--python', KERNEL_PYTHON]);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(join(home, 'examples/out.ipynb'), 'utf8')).toContain('606 events mention');
});

test('without any Node the command says in one sentence what to install', () => {
  const { status, stderr } = run(['--version'], { PATH: join(home, 'venv/bin') });
  expect(status).toBe(69);
  expect(stderr).toMatch(/^Huntbook needs Node 20\.19 or newer \(none from PATH.*pip install 'huntbook\[node\]'/u);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a Node that is too old is refused with its version, also when it was chosen', () => {
  const old = join(home, 'old-node');
  execFileSync('sh', ['-c', `printf '#!/bin/sh\\necho v18.20.1\\n' > ${old} && chmod +x ${old}`]);
  const { status, stderr } = run(['--version'], { ...process.env, HUNTBOOK_NODE: old });
  expect({ status, stderr }).toEqual({
    status: 69,
    stderr: `HUNTBOOK_NODE is ${old}, but it is version 18.20.1. Point it to Node 20.19 or newer, or unset it.\n`
  });
});

test('the Node of the extra [node] is found when PATH has none', () => {
  const bin = join(home, 'bin');
  execFileSync('mkdir', ['-p', bin]);
  if (!existsSync(join(bin, 'env'))) symlinkSync('/usr/bin/env', join(bin, 'env'));
  const { status, stdout } = spawnSync(join(dirname(LAB_PYTHON), 'huntbook'), ['--version'], {
    env: { PATH: bin },
    encoding: 'utf8'
  });
  expect(status).toBe(0);
  expect(stdout).toContain('0.1.0');
});

test('JupyterLab finds the extension of the wheel, and its versions fit', () => {
  const { stdout, stderr } = spawnSync(LAB_PYTHON, ['-m', 'jupyter', 'labextension', 'list'], { encoding: 'utf8' });
  expect(`${stdout}${stderr}`).toMatch(/huntbook v0\.1\.0.*enabled.*OK/u);
});
