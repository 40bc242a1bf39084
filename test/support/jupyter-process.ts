import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Jupyter servers start in two seconds, JupyterLab on a busy machine in a minute. */
const START_LIMIT_MS = 150_000;
/** How long a server may take to end its kernels. */
const STOP_LIMIT_MS = 15_000;

export type JupyterStart = {
  readonly python: string;
  /** `jupyter_server` or `jupyterlab`. */
  readonly module: string;
  readonly port: number;
  /** With slashes at both ends. */
  readonly base?: string;
  readonly token: string;
  readonly rootFolder: string;
  /** Traits beside those above. */
  readonly traits?: Readonly<Record<string, string>>;
  /** It is asked by TLS whether it is there. */
  readonly isTls?: boolean;
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type JupyterProcess = {
  /** Everything that was printed. */
  readonly log: () => string;
  /** Ends it as a person, a hub or, with SIGKILL, the system does; harmless when it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
};

/** A real Jupyter server on loopback, with token and XSRF checks on, that answers. */
export async function startJupyterProcess(start: JupyterStart): Promise<JupyterProcess> {
  const { python, module, port, base = '/', token, rootFolder } = start;
  const traits = {
    'ServerApp.ip': '127.0.0.1',
    'ServerApp.port': String(port),
    'ServerApp.port_retries': '0',
    'ServerApp.base_url': base,
    'ServerApp.root_dir': rootFolder,
    'IdentityProvider.token': token,
    ...start.traits
  };
  const args = Object.entries(traits).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(python, ['-m', module, '--no-browser', '--allow-root', ...args], {
    ...(start.cwd === undefined ? {} : { cwd: start.cwd }),
    env: start.environment,
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const log = (): string => printed.join('');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (hasEnded()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(late);
  };
  const untilMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < untilMs && !hasEnded()) {
    const isThere = start.isTls === true ? await accepts(port) : await answers(port, base);
    if (isThere) return { log, stop };
    await wait(100);
  }
  await stop('SIGKILL');
  throw new Error(`${module} did not start:\n${log().slice(-3_000)}`);
}

const answers = (port: number, base: string): Promise<boolean> =>
  fetch(`http://127.0.0.1:${String(port)}${base}api`).then(
    ({ ok }) => ok,
    () => false
  );

/** Its certificate is of a CA that nobody here trusts: whether it takes connections must do. */
async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Not yet.
    return false;
  } finally {
    socket.destroy();
  }
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
