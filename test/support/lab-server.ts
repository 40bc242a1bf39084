import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort, startJupyterProcess } from './jupyter-process.js';

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

const TOKEN = 'a-token-of-the-tests';

/** News and update questions would overlay the page, and ask the internet. */
const USER_SETTINGS = {
  '@jupyterlab/apputils-extension/notification.jupyterlab-settings': {
    fetchNews: 'false',
    checkForUpdates: false,
    doNotDisturbMode: true
  }
};

export type LabServerOptions = {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Traits and variables beside those that every server of the tests has. */
  readonly traits?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The interpreters of kernels beside JupyterLab's own, by the name of the kernel. */
  readonly kernels?: Readonly<Record<string, string>>;
};

/** A real JupyterLab with token and XSRF checks on, in an empty folder of its own. The caller stops it. */
export async function startLab({
  settings = {},
  traits,
  environment,
  kernels = {}
}: LabServerOptions = {}): Promise<LabServer> {
  const home = mkdtempSync(join(tmpdir(), 'huntbook-lab-'));
  const folder = join(home, 'notebooks');
  mkdirSync(folder);
  for (const [name, value] of Object.entries({ ...USER_SETTINGS, ...settings })) {
    const path = join(home, 'settings', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(value));
  }
  for (const [name, python] of Object.entries(kernels)) {
    const place = join(home, 'data', 'kernels', name);
    mkdirSync(place, { recursive: true });
    const argv = [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
    writeFileSync(join(place, 'kernel.json'), JSON.stringify({ argv, display_name: name, language: 'python' }));
  }
  const port = await freePort();
  const lab = await startJupyterProcess({
    python: LAB_PYTHON,
    module: 'jupyterlab',
    port,
    token: TOKEN,
    rootFolder: folder,
    traits: {
      'LabApp.expose_app_in_browser': 'True',
      'LabApp.workspaces_dir': join(home, 'workspaces'),
      'LabApp.user_settings_dir': join(home, 'settings'),
      ...traits
    },
    environment: {
      ...process.env,
      HOME: home,
      JUPYTER_CONFIG_DIR: join(home, 'config'),
      JUPYTER_DATA_DIR: join(home, 'data'),
      ...environment
    }
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    token: TOKEN,
    folder,
    write: (name, content) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content)),
    read: name => readFileSync(join(folder, name), 'utf8'),
    stop: async () => {
      await lab.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  };
}
