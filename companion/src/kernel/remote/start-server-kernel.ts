import { randomUUID } from 'node:crypto';
import { parseJson } from '../../../../src/json/index.js';
import type { SocketOptions } from '../../http/index.js';
import { Conversation } from '../conversation.js';
import { KERNEL_DEFAULTS } from '../defaults.js';
import { KernelStartTimeout } from '../failures.js';
import { becomeReady } from '../local/readiness.js';
import type { Message } from '../message.js';
import type { WantedKernel } from '../specs/choose-kernel-spec.js';
import type { AskServer } from './ask-server.js';
import { KernelSocket } from './kernel-socket.js';
import { reconcile } from './reconcile.js';
import { RemoteKernel } from './remote-kernel.js';
import { chooseServerSpec, createServerKernel, deleteServerKernel, type KernelServer } from './server-kernels.js';

export type ServerKernelOptions = WantedKernel & {
  /** The base URL of the server, with a slash at its end and without credentials. */
  readonly baseUrl: URL;
  /** The server's name in messages. */
  readonly serverName: string;
  readonly ask: AskServer;
  /** Sent when a WebSocket is opened: the authorisation. */
  readonly headers: Readonly<Record<string, string>>;
  /** CA and agent for the WebSocket. */
  readonly socket?: SocketOptions;
  /** The folder the kernel works in, from the root of the server's files; absent: that root. */
  readonly folder?: string;
  /** For gateways, which hand on what begins with `KERNEL_`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Until the kernel is ready. Default 60 s. */
  readonly startTimeoutMs?: number;
  /** Ends the start: the promise rejects with its reason, and no kernel is left. No effect once the kernel is ready. */
  readonly signal?: AbortSignal;
  /** For how long a broken connection is tried again. Default 60 s. */
  readonly reconnectMs?: number;
  readonly pingMs?: number;
  /** Called once when nothing more will be asked: the kernel is deleted, or never came to be. */
  readonly release?: () => Promise<void>;
};

/**
 * A kernel of our own on a Jupyter server that answered and whose outputs we hear. The caller owns it.
 * Source: jupyter_server 2.21 REST and WebSocket API; facts/spike-hub §2.
 * @throws KernelSpecNotFound `KERNEL_SPEC_NOT_FOUND`
 * @throws ServerRefused `SERVER_REFUSED`
 * @throws RemoteKernelLost `REMOTE_KERNEL_LOST`
 * @throws KernelStartTimeout `KERNEL_START_TIMEOUT`
 */
export async function startServerKernel(options: ServerKernelOptions): Promise<RemoteKernel> {
  const release = options.release ?? (() => Promise.resolve());
  try {
    return await start(options, release);
  } catch (cause) {
    await release();
    throw cause;
  }
}

async function start(options: ServerKernelOptions, release: () => Promise<void>): Promise<RemoteKernel> {
  const { signal, startTimeoutMs = KERNEL_DEFAULTS.startTimeoutMs } = options;
  const server = { name: options.serverName, ask: options.ask };
  const name = await chooseServerSpec(server, options, signal);
  // Not cut off by the signal: a kernel whose id we never hear of could not be ended.
  const { folder, environment } = options;
  const id = await createServerKernel(server, { name, folder, environment, limitMs: startTimeoutMs });
  try {
    signal?.throwIfAborted();
    return await connect({ ...options, startTimeoutMs, release, server, name, id });
  } catch (cause) {
    // Whatever went wrong, the kernel must not stay; the first failure is the one to tell.
    await deleteServerKernel(server, id).catch(() => undefined);
    throw cause;
  }
}

type Started = ServerKernelOptions & {
  readonly server: KernelServer;
  readonly name: string;
  readonly id: string;
  readonly startTimeoutMs: number;
  readonly release: () => Promise<void>;
};

async function connect(options: Started): Promise<RemoteKernel> {
  const { name, id, server, release, startTimeoutMs: timeoutMs } = options;
  const session = randomUUID();
  let markGone: (reason: string) => void = () => undefined;
  const gone = new Promise<string>(resolve => (markGone = resolve));
  let isReady = false;
  const socket = new KernelSocket({
    url: channelsUrl(options.baseUrl, id, session),
    headers: options.headers,
    ...(options.socket === undefined ? {} : { socket: options.socket }),
    parseJson,
    onReconnected: (isLossy, unsent) => reconcile(conversation, isLossy ? unsent : undefined),
    onOrphan: message => {
      const death = isReady ? deathTold(message) : undefined;
      if (death !== undefined) markGone(death);
    },
    ...(options.reconnectMs === undefined ? {} : { reconnectMs: options.reconnectMs }),
    ...(options.pingMs === undefined ? {} : { pingMs: options.pingMs })
  });
  const conversation = new Conversation(socket, session);
  const timeout = AbortSignal.timeout(timeoutMs);
  const wait = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    const lost = socket.lost.then(reason => Promise.reject(reason ?? new Error('closed')));
    const ready = socket.opened.then(() => becomeReady(conversation, wait));
    const info = await Promise.race([ready, lost, aborted(wait)]);
    isReady = true;
    conversation.open();
    return new RemoteKernel({ name, id, info, server, socket, conversation, gone, release });
  } catch (cause) {
    await socket[Symbol.asyncDispose]();
    options.signal?.throwIfAborted();
    if (timeout.aborted) throw new KernelStartTimeout({ name, command: [], stderrTail: '', timeoutMs });
    throw cause;
  }
}

function channelsUrl(baseUrl: URL, id: string, session: string): string {
  const url = new URL(`api/kernels/${id}/channels?session_id=${session}`, baseUrl);
  url.protocol = baseUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** A server starts a dead kernel again by itself; for a notebook that is its end. Source: jupyter_client 8 restarter. */
function deathTold(message: Message): string | undefined {
  if (message.header.msg_type !== 'status') return undefined;
  const state = message.content['execution_state'];
  if (state === 'restarting') return 'died, and its server started another one in its place';
  return state === 'dead' ? 'died, and its server could not start it again' : undefined;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
