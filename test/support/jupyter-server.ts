import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort, startJupyterProcess, type JupyterProcess } from './jupyter-process.js';

const ROOT = resolve(__dirname, '../..');
const PYTHON = process.env['HUNTBOOK_TEST_PROXY_PYTHON'] ?? join(ROOT, '.cache/proxy-venv/bin/python');
const TOKEN = 't0';

export type ProxyAnswer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
};
export type ProxyRequest = { readonly body?: string | Buffer; readonly headers?: Readonly<Record<string, string>> };

/** A real Jupyter server, with token and XSRF checks on, that has the service behind jupyter-server-proxy. */
export class JupyterServer implements AsyncDisposable {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'jp-')));
  readonly root = join(this.path, 'root');
  #port = 0;
  #process: JupyterProcess | undefined;

  /** What the server and the service have printed. */
  get log(): string {
    return this.#process?.log() ?? '';
  }

  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    mkdirSync(this.root, { recursive: true });
    const configuration = join(this.path, 'config.py');
    writeFileSync(
      configuration,
      'import huntbook.proxy\nc.ServerProxy.servers = {"huntbook": huntbook.proxy.setup()}\n'
    );
    this.#port = await freePort();
    this.#process = await startJupyterProcess({
      python: PYTHON,
      module: 'jupyter_server',
      port: this.#port,
      token: TOKEN,
      rootFolder: this.root,
      traits: { 'ServerApp.jpserver_extensions': 'jupyter_server_proxy=True', 'ServerApp.config_file': configuration },
      cwd: this.path,
      environment: {
        PATH: `${dirname(PYTHON)}:${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: this.path,
        PYTHONPATH: ROOT,
        ...environment
      }
    });
  }

  /** A request as somebody who is logged in by token. */
  ask(method: string, path: string, { body, headers = {} }: ProxyRequest = {}): Promise<ProxyAnswer> {
    return new Promise((done, fail) => {
      const sent = request(
        { host: '127.0.0.1', port: this.#port, method, path, headers: { authorization: `token ${TOKEN}`, ...headers } },
        response => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
        }
      );
      sent.on('error', fail);
      sent.end(body);
    });
  }

  /** Ends the server as a person and a hub do, or as the system does. */
  async stop(signal?: NodeJS.Signals): Promise<void> {
    await this.#process?.stop(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}
