import { createServer, type Server } from 'node:http';
import { mkdirSync } from 'node:fs';
import { isSameProcess } from '../cortex/index.js';
import { ChartDrawer } from '../materialise/index.js';
import type { ServiceProblem } from '../../../src/service-api/index.js';
import { createApp } from './api/app.js';
import { SERVICE_DEFAULTS, type ServiceLimits } from './defaults.js';
import { createListener } from './edge/listener.js';
import type { Entrance } from './edge/refusal.js';
import { workerEnvironment } from './environment.js';
import { ServicePlaceUnusable, ServiceUnsupported } from './failures.js';
import { JobStore } from './jobs/job-store.js';
import { RunQueue } from './jobs/run-queue.js';
import { listenOnPort, newToken, portEntrance, writeTokenFile } from './listen/port.js';
import { listenOnSocket } from './listen/unix-socket.js';
import { ServerRoot } from './root-path.js';
import { workerVersionReader } from './worker-version.js';

export type ServiceOptions = {
  /** The folder that the Jupyter server shows. */
  readonly root: string;
  /** Where runs are kept. */
  readonly stateFolder: string;
  readonly place: { readonly socket: string } | { readonly port: number };
  /** Interpreters whose kernels count first in every run. */
  readonly pythons: readonly string[];
  /** Node and the command that ships, the very one that Cortex starts. */
  readonly workerCommand: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The program that draws charts. Default: the one beside the bundle. */
  readonly chartProgram?: string;
  readonly version: string;
  readonly limits?: Partial<ServiceLimits>;
  readonly diagnose: () => Promise<readonly ServiceProblem[]>;
  /** Told what went wrong inside. */
  readonly report: (error: unknown) => void;
};

export type RunningService = {
  /** Where it listens, for people: a path, or an address. */
  readonly address: string;
  /** Where the token for the port stands. */
  readonly tokenFile: string | undefined;
  /** Ends in order: runs are asked to end and their answers kept, waiting ones stay for the next service. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the service that JupyterLab and programs ask to run playbooks. Takes over what an earlier one left.
 * @throws SERVICE_UNSUPPORTED on Windows, SERVICE_PLACE_UNUSABLE
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  if (process.platform === 'win32') {
    throw new ServiceUnsupported('The service of Huntbook does not run on Windows yet.', {
      hint: 'Use it in WSL, or on a Jupyter server on Linux or macOS.'
    });
  }
  const limits = { ...SERVICE_DEFAULTS, ...options.limits };
  const environment = workerEnvironment(options.environment);
  const store = openStore(options.stateFolder);
  const worker = { command: options.workerCommand, environment };
  const queue = new RunQueue({ store, limits, worker, report: options.report });
  const ending = new AbortController();
  const charts = new ChartDrawer(options.chartProgram);
  const app = createApp({
    ...options,
    store,
    queue,
    charts,
    limits,
    root: await openRoot(options.root),
    workerVersion: workerVersionReader(options.workerCommand, environment),
    signal: ending.signal
  });
  const server = createServer({ requestTimeout: limits.requestMs, headersTimeout: limits.requestMs });
  const place = await listen(server, options, entrance =>
    createListener({ answer: app.fetch, entrance, maxBodyBytes: limits.maxBodyBytes, report: options.report })
  );
  await queue.recover(isSameProcess);
  return {
    ...place,
    stop: async () => {
      ending.abort();
      charts[Symbol.dispose]();
      const closed = new Promise(done => server.close(done));
      await queue.stop();
      server.closeAllConnections();
      await closed;
      place.release();
    }
  };
}

type Listening = Pick<RunningService, 'address' | 'tokenFile'> & { readonly release: () => void };

async function listen(
  server: Server,
  { place, stateFolder }: ServiceOptions,
  listenerFor: (entrance: Entrance) => ReturnType<typeof createListener>
): Promise<Listening> {
  if ('socket' in place) {
    server.on('request', listenerFor({ kind: 'socket' }));
    await listenOnSocket(server, place.socket);
    // Node removes the socket when the server is closed.
    return { address: place.socket, tokenFile: undefined, release: () => undefined };
  }
  const token = newToken();
  const port = await listenOnPort(server, place.port);
  server.on('request', listenerFor(portEntrance(token, port)));
  const file = writeTokenFile(stateFolder, port, token);
  return { address: `http://127.0.0.1:${String(port)}`, tokenFile: file.path, release: () => file[Symbol.dispose]() };
}

function openStore(stateFolder: string): JobStore {
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
    return new JobStore(stateFolder);
  } catch (cause) {
    throw new ServicePlaceUnusable(`The state folder ${stateFolder} cannot be made or written.`, {
      hint: 'Name another one with --state.',
      cause
    });
  }
}

async function openRoot(root: string): Promise<ServerRoot> {
  try {
    return await ServerRoot.open(root);
  } catch (cause) {
    throw new ServicePlaceUnusable(`There is no folder ${root}.`, {
      hint: 'Name the root of the server with --root.',
      cause
    });
  }
}
