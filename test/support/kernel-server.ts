import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AskServer } from '../../companion/src/kernel/remote/index.js';
import { freePort, startJupyterProcess } from './jupyter-process.js';
import { temporaryFolder } from './real-kernel.js';

const root = resolve(__dirname, '../..');
/** The environment that `npm test` makes for Jupyter servers, see `ensureProxyPython`. */
const serversPython = process.env['HUNTBOOK_TEST_PROXY_PYTHON'] ?? join(root, '.cache/proxy-venv/bin/python');

export const TOKEN = 'jupyter-token-5e2c-canary';

export type JupyterServer = {
  readonly baseUrl: URL;
  /** What it serves. */
  readonly rootFolder: string;
  readonly ask: AskServer;
  /** What the server says is running. */
  readonly kernels: () => Promise<readonly { readonly id: string; readonly execution_state: string }[]>;
  /** Everything the server wrote to its log. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

const BASE = '/jupyter/base/';

export type JupyterServerOptions = {
  readonly base?: string;
  /** PEM files: it then speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
};

/** A real jupyter_server whose kernels are Python, below a base URL. */
export async function startJupyterServer(
  traits: Readonly<Record<string, string>> = {},
  { base = BASE, tls }: JupyterServerOptions = {}
): Promise<JupyterServer> {
  const home = temporaryFolder('huntbook-server-');
  const rootFolder = join(home.path, 'root');
  mkdirSync(rootFolder);
  const port = await freePort();
  const server = await startJupyterProcess({
    python: serversPython,
    module: 'jupyter_server',
    port,
    base,
    token: TOKEN,
    rootFolder,
    traits: tls === undefined ? traits : { ...traits, 'ServerApp.certfile': tls.cert, 'ServerApp.keyfile': tls.key },
    isTls: tls !== undefined,
    environment: { PATH: process.env['PATH'], HOME: home.path, LANG: 'C.UTF-8' }
  });
  const baseUrl = new URL(base, `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`);
  // Node's own fetch trusts no CA of a test; there the process table tells.
  const ask = askerFor(baseUrl, TOKEN);
  return {
    baseUrl,
    rootFolder,
    ask,
    log: server.log,
    kernels: async () =>
      JSON.parse((await ask('GET', 'api/kernels')).text) as { id: string; execution_state: string }[],
    stop: async () => {
      await server.stop();
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
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
      redirect: 'manual'
    });
    return { status: answer.status, text: await answer.text() };
  };
}
