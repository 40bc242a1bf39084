import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './jupyter-process.js';
import { temporaryFolder } from './real-kernel.js';

const root = resolve(__dirname, '../..');
/** Environments that `npm test` makes, see `ensureHubs`; a clone can have them elsewhere. */
const cache = process.env['HUNTBOOK_TEST_HUBS'] ?? join(root, '.cache');
const START_LIMIT_MS = 60_000;

/** Tokens of services: as the README of the original says, without the right to enter, to look only, and without any. */
export const HUB_TOKENS = {
  cortex: 'hub-canary-cortex-0123456789abcdef',
  outside: 'hub-canary-outside-0123456789abcdef',
  looker: 'hub-canary-looker-0123456789abcdef',
  nobody: 'hub-canary-nobody-0123456789abcdef'
} as const;
const ROLES = { cortex: ['servers', 'access:servers'], outside: ['servers'], looker: ['read:servers'] } as const;

export type Hub = {
  readonly baseUrl: URL;
  /** The home of a user, below which his notebooks are. */
  readonly home: (user: string) => string;
  /** Asks the hub itself, as an administrator of the test would. */
  readonly ask: (path: string, token?: string) => Promise<{ readonly status: number; readonly text: string }>;
  /** Names of the named servers of a user, stopped ones too. */
  readonly servers: (user: string) => Promise<readonly string[]>;
  readonly log: () => string;
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

export type HubOptions = {
  readonly version?: 5 | 6;
  readonly base?: string;
  readonly named?: boolean;
  readonly limit?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly app?: 'lab' | 'server';
};

/** A real JupyterHub with configurable-http-proxy before it. */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  const { version = 6, base = '/hubs/', named = true, limit = 0, tls, app = 'server' } = options;
  const python = join(cache, version === 6 ? 'hub-venv' : 'hub5-venv', 'bin/python');
  const proxy = join(cache, 'http-proxy/node_modules/configurable-http-proxy/bin/configurable-http-proxy');
  if (!existsSync(python) || !existsSync(proxy)) throw new Error('There is no JupyterHub. Run: npm test');
  const home = temporaryFolder('huntbook-hub-');
  const folder = home.path;
  for (const user of ['alice', 'failing', 'quota', 'slow']) mkdirSync(join(folder, 'home', user), { recursive: true });
  const ports = [await freePort(), await freePort(), await freePort()];
  const scheme = tls === undefined ? 'http' : 'https';
  const given = {
    folder,
    ports,
    base,
    named,
    limit,
    scheme,
    ...tls,
    proxy: [process.execPath, proxy],
    app: app === 'lab' ? 'jupyterlab.labapp.LabApp' : 'jupyter_server.serverapp.ServerApp',
    services: HUB_TOKENS,
    roles: ROLES
  };
  const child = spawn(python, ['-m', 'jupyterhub', '-f', join(__dirname, 'hub-config.py')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', HUNTBOOK_HUB: JSON.stringify(given) },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  const baseUrl = new URL(base, `${scheme}://127.0.0.1:${String(ports[0])}`);
  const ask: Hub['ask'] = (path, token = HUB_TOKENS.cortex) => get(new URL(path, baseUrl), token);
  const hub: Hub = {
    baseUrl,
    folder,
    home: user => join(folder, 'home', user),
    ask,
    servers: async user => {
      const { text } = await ask(`hub/api/users/${user}?include_stopped_servers=1`);
      // The one without a name is the user's ordinary one, which nobody starts here.
      return Object.keys((JSON.parse(text) as { servers?: object }).servers ?? {}).filter(name => name !== '');
    },
    log: () => printed.join(''),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await ended;
        clearTimeout(late);
      }
      home.remove();
    }
  };
  for (const untilMs = performance.now() + START_LIMIT_MS; performance.now() < untilMs && child.exitCode === null;) {
    const { status } = await ask('hub/api/').catch(() => ({ status: 0 }));
    if (status === 200) return hub;
    await wait(100);
  }
  const log = hub.log();
  await hub.stop();
  throw new Error(`JupyterHub did not start:\n${log.slice(-3_000)}`);
}

/** Node's own fetch trusts no CA of a test. */
function get(url: URL, token: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((done, fail) => {
    const headers = { authorization: `token ${token}` };
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = request(url, { headers, rejectUnauthorized: false }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => done({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', fail);
    sent.end();
  });
}
