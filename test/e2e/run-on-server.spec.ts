import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runHuntbook } from '../support/command.js';
import { startJupyterServer, TOKEN, type JupyterServer } from '../support/kernel-server.js';
import { temporaryFolder } from '../support/real-kernel.js';

let server: JupyterServer;
const folder = temporaryFolder();
const NOTEBOOK = join(folder.path, 'in.ipynb');
const OUTPUT = join(folder.path, 'out.ipynb');
const PYTHON = resolve(process.env['HUNTBOOK_TEST_PYTHON'] ?? '.cache/venv/bin/python');

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
  ['something else', 'cluster:http://127.0.0.1:1', '--on takes local, or server:, hub: or gateway: and an address'],
  ['a hub without a user', 'hub:http://127.0.0.1:1', 'Whose server should the hub start? Name the user with --as']
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

describe('a notebook that lies on the server', () => {
  const at = (path: string): string => `jupyter+${server.baseUrl.href}${path}`;
  const onServer = (path: string): string => readFileSync(join(server.rootFolder, path), 'utf8');
  const runThere = (input: string, output: string, more: readonly string[] = []): ReturnType<typeof runHuntbook> =>
    runHuntbook(['run', input, output, '-p', 'name', 'there', '--no-progress-bar', ...more], {
      cwd: folder.path,
      environment: {
        JUPYTER_TOKEN: TOKEN,
        JUPYTER_SERVER_URL: server.baseUrl.href,
        XDG_CONFIG_HOME: join(folder.path, 'settings')
      }
    });

  beforeAll(() => {
    mkdirSync(join(server.rootFolder, 'play books'));
    const cwd = {
      cell_type: 'code',
      metadata: {},
      execution_count: null,
      outputs: [],
      source: 'import os\nprint("in", os.path.basename(os.getcwd()))'
    };
    const { cells, ...rest } = JSON.parse(readFileSync(NOTEBOOK, 'utf8')) as { cells: readonly object[] };
    writeFileSync(
      join(server.rootFolder, 'play books/in#1.ipynb'),
      JSON.stringify({
        ...rest,
        metadata: { kernelspec: { name: 'python3', language: 'python' } },
        cells: [...cells, cwd]
      })
    );
  });

  it('is run in its folder there and stored there, and every address names no token', async () => {
    const { status, stderr } = await runThere(at('play%20books/in%231.ipynb'), at('out/{name}.ipynb'), [
      '--on',
      `server:${server.baseUrl.href}`
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const stored = onServer('out/there.ipynb');
    expect(stored).toContain('hello there');
    expect(stored).toContain('in play books');
    const { metadata } = JSON.parse(stored) as { metadata: { papermill: Record<string, unknown> } };
    expect(metadata.papermill).toMatchObject({
      input_path: at('play%20books/in%231.ipynb'),
      output_path: at('out/there.ipynb')
    });
    expect(stored).not.toContain(TOKEN);
    expect(await server.kernels()).toEqual([]);
  });

  it('is read with the token of the file of servers, and run here', async () => {
    const settings = join(folder.path, 'own', 'huntbook');
    mkdirSync(settings, { recursive: true });
    const file = join(settings, 'servers.json');
    writeFileSync(file, JSON.stringify({ [server.baseUrl.origin]: { token: TOKEN } }), { mode: 0o600 });
    const args = ['run', at('play%20books/in%231.ipynb'), OUTPUT, '--python', PYTHON, '--no-progress-bar'];
    const environment = { JUPYTER_TOKEN: '', XDG_CONFIG_HOME: join(folder.path, 'own') };
    const { status, stderr } = await runHuntbook(args, { environment, cwd: folder.path });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(OUTPUT, 'utf8')).toContain('hello nobody');
    chmodSync(file, 0o644);
    const refused = await runHuntbook(args, { environment, cwd: folder.path });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/can be read by others, and holds tokens. Run: chmod 600/);
  });

  it('headless §4.3 #35: what the server does not take is kept here', async () => {
    writeFileSync(join(server.rootFolder, 'file'), '');
    const { status, stderr } = await runThere(NOTEBOOK, at('file/below.ipynb'), ['-k', 'python3', '--python', PYTHON]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Cannot write .*\/file.*\nThe executed notebook is in .*unstored-below-/s);
    const [kept = ''] = readdirSync(folder.path).filter(name => name.startsWith('unstored-'));
    expect(readFileSync(join(folder.path, kept), 'utf8')).toContain('hello there');
  });
});
