import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHuntbook } from '../support/command.js';
import { startJupyterServer, TOKEN, type JupyterServer } from '../support/kernel-server.js';
import { temporaryFolder } from '../support/real-kernel.js';

let server: JupyterServer;
const folder = temporaryFolder();
const NOTEBOOK = join(folder.path, 'in.ipynb');
const OUTPUT = join(folder.path, 'out.ipynb');

beforeAll(async () => {
  const code = (source: string, tags: readonly string[] = []): object => ({
    cell_type: 'code',
    metadata: { tags },
    execution_count: null,
    outputs: [],
    source
  });
  const cells = [
    code('name = "nobody"', ['parameters']),
    code('import os\nprint("hello", name, os.environ.get("JPY_API_TOKEN"))')
  ];
  writeFileSync(NOTEBOOK, JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells }));
  server = await startJupyterServer();
});

afterAll(async () => {
  await server.stop();
  folder.remove();
});

const run = (on: string, token = TOKEN): ReturnType<typeof runHuntbook> =>
  runHuntbook(['run', NOTEBOOK, OUTPUT, '-p', 'name', 'server', '--on', on, '-k', 'python3', '--no-progress-bar'], {
    environment: { JUPYTER_TOKEN: token }
  });

it('runs a notebook of this machine on a kernel of the server, and leaves none there', async () => {
  // As people copy it from the browser.
  const { status, stderr } = await run(`server:${server.baseUrl.href}lab/tree/in.ipynb`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(OUTPUT, 'utf8')).toContain('hello server');
  expect(await server.kernels()).toEqual([]);
});

it('headless §4.3 #20: no message and no notebook holds the token when the server refuses it', async () => {
  const { status, stderr, stdout } = await run(`server:${server.baseUrl.href}`, 'wrong-token-canary');
  expect(status).toBe(1);
  expect(stderr).toMatch(/did not list its kernels: the token was not accepted/);
  expect(stderr + stdout + readFileSync(OUTPUT, 'utf8')).not.toContain('wrong-token-canary');
});

it.each([
  ['a token in the address', 'server:http://127.0.0.1:1/?token=abc', 'must not hold a user, a password or a token'],
  ['something else', 'hub:http://127.0.0.1:1', '--on takes local, or server: and the address of a Jupyter server']
])('%s is refused in one sentence, with status 2', async (_what, on, sentence) => {
  const { status, stderr } = await run(on);
  expect(status).toBe(2);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('abc');
});

it('a missing token is asked for by name', async () => {
  const { status, stderr } = await run('server:http://127.0.0.1:1', ' ');
  expect(status).toBe(2);
  expect(stderr).toContain('Put it into the environment variable JUPYTER_TOKEN');
});
