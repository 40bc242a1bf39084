import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket, type RawData } from 'ws';
import type { SocketOptions } from '../../http/index.js';
import type { Transport } from '../kernel.js';
import type { Message } from '../message.js';
import { MessageQueue } from '../message-queue.js';
import type { ParseJson } from '../wire.js';
import { createLegacyCodec, createV1Codec, SUBPROTOCOL, type FrameCodec } from './channel-frames.js';
import { REMOTE_DEFAULTS } from './defaults.js';
import { RemoteKernelLost } from './failures.js';

export type KernelSocketOptions = {
  /** `ws:` or `wss:`, with the session id and without any credential. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** CA and agent. */
  readonly socket?: SocketOptions;
  readonly parseJson: ParseJson;
  /**
   * Called after each connection but the first, before anything is sent on it. `isLossy`: the one before was dead
   * without a word, and what the server sent into it is lost; otherwise the server has kept it and sends it now.
   * `unsent`: ids of requests that wait for the connection, and go out before what is sent in here.
   */
  readonly onReconnected: (isLossy: boolean, unsent: ReadonlySet<string>) => void;
  /** Messages that belong to no request: the server's own words about its kernel. */
  readonly onOrphan: (message: Message) => void;
  readonly reconnectMs?: number;
  readonly pingMs?: number;
};

/** A connection that stands; `broken` settles when it is over. */
type Connection = { readonly broken: Promise<Break> };
/** `silent`: the other end was gone without a word, so what it sent last is lost. */
type Break = { readonly why: string; readonly isSilent: boolean };

/**
 * The messages of one kernel over a WebSocket that is opened again when it breaks, under the same session id: then
 * jupyter_server hands over what the kernel said meanwhile. There is never more than one connection of a session, since
 * a second one makes the server close the first. Source: facts/spike-hub §2.
 */
export class KernelSocket implements Transport {
  readonly messages = new MessageQueue<Message>();
  /** Resolves when the first connection stands; rejects with `RemoteKernelLost` when it cannot be made. */
  readonly opened: Promise<void>;
  /** Resolves, never rejects, with the reason when no connection can be had any more; undefined when we closed it. */
  readonly lost: Promise<RemoteKernelLost | undefined>;

  readonly #options: KernelSocketOptions;
  readonly #closing = new AbortController();
  #socket: WebSocket | undefined;
  /** Undefined while no connection stands. */
  #codec: FrameCodec | undefined;
  /** An old server, or one in front of a gateway, speaks no subprotocol: then none is asked for again. */
  #isLegacy = false;
  /** What was sent while there was no connection. */
  #unsent: Message[] = [];
  #markLost: (reason: RemoteKernelLost | undefined) => void = () => undefined;

  constructor(options: KernelSocketOptions) {
    this.#options = options;
    this.lost = new Promise(resolve => (this.#markLost = resolve));
    this.opened = this.#connect().then(
      connection => void this.#keep(connection),
      (cause: unknown) => {
        const reason = lostBecause(cause);
        this.#end(reason);
        throw reason;
      }
    );
    // Whoever waits for the kernel hears of it through `lost`, too.
    this.opened.catch(() => undefined);
  }

  send(message: Message): Promise<void> {
    const socket = this.#socket;
    if (this.#closing.signal.aborted) return Promise.reject(new RemoteKernelLost('it was closed'));
    if (socket?.readyState === WebSocket.OPEN && this.#codec !== undefined) socket.send(this.#codec.encode(message));
    else this.#unsent.push(message);
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#end(undefined);
    this.#socket?.close(1000);
    // A peer that does not answer the farewell must not hold the process.
    const socket = this.#socket;
    if (socket !== undefined) setTimeout(() => socket.terminate(), 1_000).unref();
    return Promise.resolve();
  }

  #end(reason: RemoteKernelLost | undefined): void {
    this.#closing.abort();
    this.messages.end();
    this.#markLost(reason);
  }

  /** Keeps a connection standing until nobody wants it or none can be had. */
  async #keep(first: Connection): Promise<void> {
    let current = first;
    for (;;) {
      const broken = await current.broken;
      if (this.#closing.signal.aborted) return;
      const next = await this.#reconnect(broken);
      if (next instanceof RemoteKernelLost) return this.#end(next);
      current = next;
    }
  }

  async #reconnect({ why, isSilent }: Break): Promise<Connection | RemoteKernelLost> {
    const untilMs = performance.now() + (this.#options.reconnectMs ?? REMOTE_DEFAULTS.reconnectMs);
    let last = new RemoteKernelLost(why);
    for (let attempt = 0; performance.now() < untilMs && !this.#closing.signal.aborted; attempt += 1) {
      const pauseMs = REMOTE_DEFAULTS.retryMs[attempt] ?? REMOTE_DEFAULTS.retryMs.at(-1) ?? 0;
      await wait(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      if (this.#closing.signal.aborted) break;
      try {
        return await this.#connect(() => this.#options.onReconnected(isSilent, this.#unsentIds()));
      } catch (cause) {
        last = lostBecause(cause);
        // The kernel is not there any more: it will not come back.
        if (last.details?.status === 404) break;
      }
    }
    return last;
  }

  #unsentIds(): ReadonlySet<string> {
    return new Set(this.#unsent.map(({ header }) => header.msg_id));
  }

  async #connect(onOpen: () => void = () => undefined): Promise<Connection> {
    // From here on everything waits, so that it goes out in the order in which it was asked for.
    this.#codec = undefined;
    const socket = this.#open();
    let isSilent = false;
    const broken = new Promise<Break>(resolve => {
      socket.once('close', (code, reason) => resolve({ why: describeClose(code, reason.toString('utf8')), isSilent }));
    });
    try {
      this.#watch(socket, await untilOpen(socket), () => (isSilent = true));
    } catch (cause) {
      if (this.#isLegacy || !isWithoutSubprotocol(cause)) throw cause;
      this.#isLegacy = true;
      return this.#connect(onOpen);
    }
    onOpen();
    const codec = this.#newCodec();
    for (const message of this.#unsent.splice(0)) socket.send(codec.encode(message));
    this.#codec = codec;
    return { broken };
  }

  #newCodec(): FrameCodec {
    return (this.#isLegacy ? createLegacyCodec : createV1Codec)(this.#options.parseJson);
  }

  #open(): WebSocket {
    const { url, headers, socket: way = {} } = this.#options;
    const socket = new WebSocket(url, this.#isLegacy ? [] : [SUBPROTOCOL], {
      ...way,
      headers: { ...headers },
      perMessageDeflate: false,
      maxPayload: REMOTE_DEFAULTS.maxFrameBytes,
      handshakeTimeout: REMOTE_DEFAULTS.openMs,
      followRedirects: false
    });
    this.#socket = socket;
    const codec = this.#newCodec();
    // Attached now: messages that the server has kept arrive before any code after an awaited `open` runs.
    socket.on('message', (data, isBinary) => {
      this.#receive(codec, data, isBinary);
      // A frame of ours carries the TCP acknowledgement that Nagle's algorithm on the other side waits for: 48 ms → 10 ms.
      if (socket.readyState === WebSocket.OPEN) socket.pong();
    });
    return socket;
  }

  /**
   * Ends a connection on which not a byte came since the last question: its other end is gone without having said so.
   * Bytes and not messages, because the answer to a ping waits behind a large output.
   */
  #watch(socket: WebSocket, wire: Socket, onSilence: () => void): void {
    let heardBytes = -1;
    const timer = setInterval(() => {
      if (wire.bytesRead === heardBytes) {
        onSilence();
        socket.terminate();
        return;
      }
      heardBytes = wire.bytesRead;
      socket.ping();
    }, this.#options.pingMs ?? REMOTE_DEFAULTS.pingMs);
    timer.unref();
    socket.once('close', () => clearInterval(timer));
  }

  /** A frame that is no message is dropped, as on the sockets of a local kernel. */
  #receive(codec: FrameCodec, data: RawData, isBinary: boolean): void {
    const decoded = codec.decode(bytesOf(data), isBinary);
    if (decoded.kind === 'bad') return;
    if (decoded.message.parentHeader.msg_id === undefined) this.#options.onOrphan(decoded.message);
    this.messages.push(decoded.message);
  }
}

/** The TCP connection below, once the server has agreed. */
async function untilOpen(socket: WebSocket): Promise<Socket> {
  let wire: Socket | undefined;
  socket.once('upgrade', response => (wire = response.socket));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      socket.terminate();
      reject(new RemoteKernelLost(`the server answered ${response.statusCode ?? 0}`, response.statusCode));
    });
    socket.on('error', reject);
  });
  if (wire === undefined) throw new RemoteKernelLost('the server did not agree to a WebSocket');
  return wire;
}

/** Source: ws 8, `websocket.js`: it refuses an answer without one of the subprotocols that were asked for. */
const isWithoutSubprotocol = (cause: unknown): boolean =>
  cause instanceof Error && cause.message === 'Server sent no subprotocol';

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** Source: RFC 6455, section 7.4.1. */
function describeClose(code: number, reason: string): string {
  if (reason !== '') return `the server closed it: ${reason}`;
  return code === 1006 ? 'it broke' : `it was closed with code ${code}`;
}

function lostBecause(cause: unknown): RemoteKernelLost {
  if (cause instanceof RemoteKernelLost) return cause;
  return new RemoteKernelLost(cause instanceof Error ? cause.message : String(cause), undefined, cause);
}
