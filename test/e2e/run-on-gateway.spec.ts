import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runHuntbook } from '../support/command.js';
import { notebookJson, code } from '../support/cortex-driver.js';
import { freePort } from '../support/jupyter-process.js';
import { kernelCount } from '../support/processes.js';
import { temporaryFolder } from '../support/real-kernel.js';

const PYTHON = join(process.env['HUNTBOOK_TEST_HUBS'] ?? resolve('.cache'), 'hub-venv/bin/python');
const TOKEN = 'gateway-canary-0123456789';
const folder = temporaryFolder('huntbook-gateway-');
let gateway: ChildProcess;
let address: string;
let printed = '';

beforeAll(async () => {
  const port = await freePort();
  address = `http://127.0.0.1:${String(port)}/`;
  const traits = [`--KernelGatewayApp.port=${String(port)}`, `--KernelGatewayApp.auth_token=${TOKEN}`];
  gateway = spawn(PYTHON, ['-m', 'kernel_gateway', ...traits], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], HOME: folder.path },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  for (const stream of [gateway.stdout, gateway.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if ((await fetch(`${address}api`).catch(() => undefined)) !== undefined) break;
    await wait(100);
  }
}, 90_000);

afterAll(async () => {
  const ended = once(gateway, 'exit');
  gateway.kill('SIGTERM');
  await ended;
  folder.remove();
});

it('runs a notebook of this machine on a kernel of a gateway that lists none, and leaves none there', async () => {
  const [input, output] = ['in.ipynb', 'out.ipynb'].map(name => join(folder.path, name)) as [string, string];
  writeFileSync(input, notebookJson([code('name = ""', 'parameters'), code('print("hello", name)\n1 + 1')]));
  const args = ['run', input, output, '-p', 'name', 'gateway', '--on', `gateway:${address}`, '--no-progress-bar'];
  const { status, stderr } = await runHuntbook(args, { environment: { JUPYTER_GATEWAY_AUTH_TOKEN: TOKEN } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(output, 'utf8')).toContain('hello gateway');
  expect(kernelCount(folder.path)).toBe(0);
  const refused = await runHuntbook(args, { environment: { JUPYTER_GATEWAY_AUTH_TOKEN: '' } });
  expect(refused.stderr).toMatch(/did not list its kernels: the token was not accepted \(401\)/);
  // A gateway prints addresses as they are: a token in one would stand here.
  expect(printed).not.toContain(TOKEN);
}, 120_000);
