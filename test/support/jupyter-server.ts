import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PYTHON = process.env['HUNTBOOK_TEST_PROXY_PYTHON'] ?? join(ROOT, '.cache/proxy-venv/bin/python');
const TOKEN = 't0';
/** A Jupyter server takes two seconds to start, half a minute on a machine under load. */
const START_LIMIT_MS = 120_000;

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
  #child: ChildProcess | undefined;
  /** What the server and the service have printed. */
  log = '';

  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    mkdirSync(this.root, { recursive: true });
    const configuration = join(this.path, 'config.py');
    writeFileSync(
      configuration,
      'import huntbook.proxy\nc.ServerProxy.servers = {"huntbook": huntbook.proxy.setup()}\n'
    );
    this.#port = await freePort();
    const options = {
      'ServerApp.ip': '127.0.0.1',
      'ServerApp.port': String(this.#port),
      'ServerApp.port_retries': '0',
      'ServerApp.root_dir': this.root,
      'ServerApp.jpserver_extensions': 'jupyter_server_proxy=True',
      'IdentityProvider.token': TOKEN
    };
    const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const args = ['-m', 'jupyter_server', '--no-browser', '--allow-root', `--config=${configuration}`, ...flags];
    this.#child = spawn(PYTHON, args, {
      cwd: this.path,
      env: {
        PATH: `${dirname(PYTHON)}:${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: this.path,
        PYTHONPATH: ROOT,
        ...environment
      },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    const limitMs = Date.now() + START_LIMIT_MS;
    for (;;) {
      const answer = await this.ask('GET', '/api').catch(() => undefined);
      if (answer?.status === 200) return;
      if (Date.now() > limitMs || this.#child.exitCode !== null) throw new Error(`No Jupyter server: ${this.log}`);
      await new Promise(next => setTimeout(next, 100));
    }
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

  /** Ends the server as a person or a hub does, or as the kernel of the machine does. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(done => child.once('exit', done));
    child.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
