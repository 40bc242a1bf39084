import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The environment with JupyterLab and the built wheel; `npm test` makes it. */
export const LAB_PYTHON = process.env['HUNTBOOK_LAB_PYTHON'] ?? join(__dirname, '../../.cache/lab-venv/bin/python');

export type LabServer = {
  readonly url: string;
  readonly token: string;
  /** The folder that the file browser shows. */
  readonly folder: string;
  readonly write: (name: string, content: unknown) => void;
  readonly read: (name: string) => string;
  readonly stop: () => Promise<void>;
};

const START_MS = 150_000;
const TOKEN = 'a-token-of-the-tests';

/** News and update questions would overlay the page, and ask the internet. */
const USER_SETTINGS = {
  '@jupyterlab/apputils-extension/notification.jupyterlab-settings': {
    fetchNews: 'false',
    checkForUpdates: false,
    doNotDisturbMode: true
  }
};

export type LabServerOptions = { readonly settings?: Readonly<Record<string, unknown>> };

/** A real JupyterLab with token and XSRF checks on, in an empty folder of its own. The caller stops it. */
export async function startLab({ settings = {} }: LabServerOptions = {}): Promise<LabServer> {
  const home = mkdtempSync(join(tmpdir(), 'huntbook-lab-'));
  const folder = join(home, 'notebooks');
  mkdirSync(folder);
  for (const [name, value] of Object.entries({ ...USER_SETTINGS, ...settings })) {
    const path = join(home, 'settings', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(value));
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(LAB_PYTHON, labArguments(home, port), {
    env: { ...process.env, HOME: home, JUPYTER_CONFIG_DIR: join(home, 'config'), JUPYTER_DATA_DIR: join(home, 'data') },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => said.push(String(chunk)));
  await untilAnswers(`${url}/api`, child, said);
  return {
    url,
    token: TOKEN,
    folder,
    write: (name, content) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content)),
    read: name => readFileSync(join(folder, name), 'utf8'),
    stop: async () => {
      await stopped(child);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  };
}

function labArguments(home: string, port: number): readonly string[] {
  const settings = {
    'ServerApp.ip': '127.0.0.1',
    'ServerApp.port': port,
    'ServerApp.port_retries': 0,
    'IdentityProvider.token': TOKEN,
    'LabApp.expose_app_in_browser': 'True',
    'ServerApp.root_dir': join(home, 'notebooks'),
    'LabApp.workspaces_dir': join(home, 'workspaces'),
    'LabApp.user_settings_dir': join(home, 'settings')
  };
  const options = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return ['-m', 'jupyterlab', '--no-browser', '--allow-root', ...options];
}

async function untilAnswers(url: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  child.kill('SIGKILL');
  throw new Error(`JupyterLab did not start:\n${said.join('').slice(-3_000)}`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(late);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
