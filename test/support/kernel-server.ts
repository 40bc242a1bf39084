import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AskServer } from '../../companion/src/kernel/remote/index.js';
import { temporaryFolder } from './real-kernel.js';

const root = resolve(__dirname, '../..');
/** The environment that `npm test` makes for Jupyter servers, see `ensureProxyPython`. */
export const serversPython = process.env['HUNTBOOK_TEST_PROXY_PYTHON'] ?? join(root, '.cache/proxy-venv/bin/python');

export const TOKEN = 'jupyter-token-5e2c-canary';

export type JupyterServer = {
  readonly baseUrl: URL;
  readonly folder: string;
  readonly ask: AskServer;
  /** What the server says is running. */
  readonly kernels: () => Promise<readonly { readonly id: string; readonly execution_state: string }[]>;
  /** Everything the server wrote to its log. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/** A real jupyter_server on loopback, with a token and a base URL. */
export async function startJupyterServer(
  options: { readonly base?: string; readonly args?: readonly string[]; readonly app?: string } = {}
): Promise<JupyterServer> {
  const home = temporaryFolder('huntbook-server-');
  const folder = join(home.path, 'root');
  mkdirSync(folder);
  const port = await freePort();
  const base = options.base ?? '/jupyter/base/';
  const args = [
    '-m',
    options.app ?? 'jupyter_server',
    '--no-browser',
    `--ServerApp.port=${port}`,
    `--ServerApp.base_url=${base}`,
    `--ServerApp.root_dir=${folder}`,
    `--IdentityProvider.token=${TOKEN}`,
    '--ServerApp.allow_root=True',
    '--ServerApp.log_level=INFO',
    ...(options.args ?? [])
  ];
  const child = spawn(serversPython, args, {
    env: { PATH: process.env['PATH'], HOME: home.path, LANG: 'C.UTF-8', PYDEVD_DISABLE_FILE_VALIDATION: '1' },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  const baseUrl = new URL(base, `http://127.0.0.1:${port}`);
  const log = (): string => chunks.join('');
  const ask = askerFor(baseUrl, TOKEN);
  await untilItAnswers(ask, child, log).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw cause;
  });
  return {
    baseUrl,
    folder,
    ask,
    log,
    kernels: async () =>
      JSON.parse((await ask('GET', 'api/kernels')).text) as { id: string; execution_state: string }[],
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await Promise.race([once(child, 'exit'), wait(10_000)]);
      child.kill('SIGKILL');
      home.remove();
    }
  };
}

/** Asks with Node's own fetch: the server under test is on loopback. */
export function askerFor(baseUrl: URL, token: string): AskServer {
  return async (method, path, { body, signal } = {}) => {
    const answer = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        Authorization: `token ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
      redirect: 'manual'
    });
    return { status: answer.status, text: await answer.text() };
  };
}

async function untilItAnswers(ask: AskServer, child: ChildProcess, log: () => string): Promise<void> {
  const untilMs = performance.now() + 60_000;
  while (performance.now() < untilMs && child.exitCode === null) {
    const status = await ask('GET', 'api/status').then(
      answer => answer.status,
      () => 0
    );
    if (status === 200) return;
    await wait(100);
  }
  throw new Error(`The Jupyter server did not start:\n${log()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
