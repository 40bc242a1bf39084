import type * as ZeroMq from 'zeromq';
import { setTimeout as wait } from 'node:timers/promises';
import type { Transport } from '../kernel.js';
import type { Channel, Message } from '../message.js';
import { MessageQueue } from '../message-queue.js';
import { createSigner } from '../signature.js';
import { glanceAt, LEFT_OUT, readParentId } from '../glance.js';
import type { BadMessage, Decoded, ParseJson } from '../wire.js';
import { createDecoder, encodeMessage } from '../wire.js';
import { Backlog } from './backlog.js';
import type { Connection } from './connection.js';
import { Turns } from './turns.js';

type Dealer = ZeroMq.Dealer;
type Subscriber = ZeroMq.Subscriber;
type Readable = Pick<Dealer | Subscriber, 'receive' | 'closed'>;

/** How often a connection is tried until the kernel listens; ZeroMQ's default of 100 ms would be added to each start. */
const RECONNECT_MS = 5;
/** Nothing for so long after the kernel's end means that its last words are all read. */
const QUIET_MS = 20;
/** Reading must be faster than decoding: what is read can be dropped, what waits in ZeroMQ cannot. */
const READ_BUDGET = { messages: 256, bytes: 64 * 1024 * 1024 };
/** About 10 ms of work. */
const DECODE_BUDGET = { messages: 256, bytes: 1024 * 1024 };

/** The ZeroMQ sockets of one local kernel. Closed sockets hold neither the process nor its exit. */
export class ZmqTransport implements Transport {
  readonly messages = new MessageQueue<Message>();
  /** How many messages were dropped because they were none, by reason. */
  readonly dropped = new Map<BadMessage, number>();

  readonly #dealers: Readonly<Record<'shell' | 'control', SendQueue>>;
  readonly #sockets: readonly (Dealer | Subscriber)[];
  readonly #decode: { readonly signer: ReturnType<typeof createSigner>; readonly parseJson: ParseJson };
  readonly #backlog = new Backlog();
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
    const iopubPump = [this.#readAhead(iopub), this.#decodeBacklog()];
    const pumps = [...iopubPump, this.#pump('shell', shell), this.#pump('control', control)];
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

  /** Outputs are dropped as soon as more than a little waits: somebody waits for the kernel to stop. */
  hurry(): void {
    this.#backlog.hurry();
  }

  /** One pump per socket: ZeroMQ.js allows one `receive` at a time. */
  async #pump(channel: Channel, socket: Readable): Promise<void> {
    const decode = createDecoder({ channel, ...this.#decode });
    for await (const frames of this.#receive(socket)) this.#deliver(decode(frames));
  }

  async #readAhead(socket: Readable): Promise<void> {
    const turns = new Turns(READ_BUDGET);
    try {
      for await (const frames of this.#receive(socket)) {
        const glance = glanceAt(frames, this.#decode.parseJson);
        this.#backlog.push(frames, glance);
        await this.#backlog.room();
        await turns.count(glance.bytes);
      }
    } finally {
      this.#backlog.end();
    }
  }

  async #decodeBacklog(): Promise<void> {
    const decode = createDecoder({ channel: 'iopub', ...this.#decode });
    const turns = new Turns(DECODE_BUDGET);
    for await (const item of this.#backlog) {
      if (item.kind === 'message') this.#deliver(decode(item.frames));
      else this.messages.push(leftOut(readParentId(item.parent, this.#decode.parseJson), item));
      await turns.count(item.kind === 'message' ? item.glance.bytes : 0);
    }
  }

  async *#receive(socket: Readable): AsyncGenerator<readonly Uint8Array[], void> {
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
      yield frames;
    }
  }

  #deliver(decoded: Decoded): void {
    if (decoded.kind === 'message') this.messages.push(decoded.message);
    else this.dropped.set(decoded.reason, (this.dropped.get(decoded.reason) ?? 0) + 1);
  }
}

/** Says to the consumer of the messages that some are missing here. */
function leftOut(parentHeader: Message['parentHeader'], gap: { messages: number; bytes: number }): Message {
  const header = { msg_id: '', msg_type: LEFT_OUT, session: '', username: '', date: '', version: '' };
  const content = { messages: gap.messages, bytes: gap.bytes };
  return { channel: 'iopub', header, parentHeader, metadata: {}, content, buffers: [] };
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
