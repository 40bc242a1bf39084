import type * as ZeroMq from 'zeromq';
import { setTimeout as wait } from 'node:timers/promises';
import type { Transport } from '../kernel.js';
import type { Channel, Message } from '../message.js';
import { MessageQueue } from '../message-queue.js';
import { createSigner } from '../signature.js';
import type { BadMessage, ParseJson } from '../wire.js';
import { createDecoder, encodeMessage } from '../wire.js';
import type { Connection } from './connection.js';

type Dealer = ZeroMq.Dealer;
type Subscriber = ZeroMq.Subscriber;
type Readable = Pick<Dealer | Subscriber, 'receive' | 'closed'>;

/** How often a connection is tried until the kernel listens; ZeroMQ's default of 100 ms would be added to each start. */
const RECONNECT_MS = 5;
/** Nothing for so long after the kernel's end means that its last words are all read. */
const QUIET_MS = 20;

/** The ZeroMQ sockets of one local kernel. Closed sockets hold neither the process nor its exit. */
export class ZmqTransport implements Transport {
  readonly messages = new MessageQueue<Message>();
  /** How many messages were dropped because they were none, by reason. */
  readonly dropped = new Map<BadMessage, number>();

  readonly #dealers: Readonly<Record<'shell' | 'control', SendQueue>>;
  readonly #sockets: readonly (Dealer | Subscriber)[];
  readonly #decode: { readonly signer: ReturnType<typeof createSigner>; readonly parseJson: ParseJson };
  #received = 0;

  constructor(zmq: typeof ZeroMq, connection: Connection, parseJson: ParseJson) {
    this.#decode = { signer: createSigner(connection.key), parseJson };
    // Otherwise Node waits at its exit for messages that nobody will take.
    zmq.context.blocky = false;
    // Without marks and limits: a publisher that meets a full queue drops messages, and that would be silent.
    const options = { linger: 0, receiveHighWaterMark: 0, maxMessageSize: -1, reconnectInterval: RECONNECT_MS };
    const dealer = (): Dealer => new zmq.Dealer({ ...options, sendHighWaterMark: 0, routingId: connection.session });
    const shell = dealer();
    const control = dealer();
    const iopub = new zmq.Subscriber(options);
    iopub.subscribe('');
    iopub.connect(connection.address('iopub'));
    shell.connect(connection.address('shell'));
    control.connect(connection.address('control'));
    this.#dealers = { shell: new SendQueue(shell), control: new SendQueue(control) };
    this.#sockets = [iopub, shell, control];
    const pumps = [this.#pump('iopub', iopub), this.#pump('shell', shell), this.#pump('control', control)];
    void Promise.all(pumps).then(
      () => this.messages.end(),
      () => this.messages.end()
    );
  }

  async send(message: Message): Promise<void> {
    const { channel } = message;
    if (channel !== 'shell' && channel !== 'control') throw new Error(`Nothing is sent on ${channel}.`);
    await this.#dealers[channel].send(encodeMessage(message, this.#decode.signer));
  }

  /** Reads what a kernel that is gone has left in the sockets, then closes. */
  async drain(): Promise<void> {
    for (let before = -1; before !== this.#received;) {
      before = this.#received;
      await wait(QUIET_MS);
    }
    await this[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) if (!socket.closed) socket.close();
    return Promise.resolve();
  }

  /** One pump per socket: ZeroMQ.js allows one `receive` at a time. */
  async #pump(channel: Channel, socket: Readable): Promise<void> {
    const decode = createDecoder({ channel, ...this.#decode });
    for (;;) {
      let frames: readonly Uint8Array[];
      try {
        frames = await socket.receive();
      } catch (cause) {
        // Closing a socket rejects the `receive` under way; that is its ordinary end.
        if (socket.closed) return;
        throw cause;
      }
      this.#received += 1;
      const decoded = decode(frames);
      if (decoded.kind === 'message') this.messages.push(decoded.message);
      else this.dropped.set(decoded.reason, (this.dropped.get(decoded.reason) ?? 0) + 1);
    }
  }
}

/** Sends one after the other: ZeroMQ.js answers a second `send` under way with EBUSY. */
class SendQueue {
  readonly #socket: Dealer;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: Dealer) {
    this.#socket = socket;
  }

  send(frames: Uint8Array[]): Promise<void> {
    const sent = this.#last.then(() => this.#socket.send(frames));
    // The next one is sent also when this one failed; whoever asked for this one is told.
    this.#last = sent.catch(() => undefined);
    return sent;
  }
}
