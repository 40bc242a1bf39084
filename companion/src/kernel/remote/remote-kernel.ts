import type { JsonObject } from '../../../../src/json/index.js';
import type { Conversation, RequestOptions } from '../conversation.js';
import { KernelDied } from '../failures.js';
import { INCOMPLETE } from '../glance.js';
import type { Kernel, KernelDeath, KernelRequest } from '../kernel.js';
import type { Message } from '../message.js';
import type { KernelSocket } from './kernel-socket.js';
import { deleteServerKernel, interruptServerKernel, type KernelServer } from './server-kernels.js';

type Parts = {
  readonly name: string;
  readonly id: string;
  readonly info: JsonObject;
  readonly server: KernelServer;
  readonly socket: KernelSocket;
  readonly conversation: Conversation;
  /** Settles with the reason when the server says that the kernel is gone. */
  readonly gone: Promise<string>;
  /** Called when nothing more is asked of the server. */
  readonly release: () => Promise<void>;
};

/** A kernel on a Jupyter server, a hub or a gateway, ready. Made by `startServerKernel` only, which it also ends. */
export class RemoteKernel implements Kernel {
  readonly name: string;
  readonly info: JsonObject;
  readonly iopub: AsyncIterable<Message>;
  readonly dead: Promise<KernelDeath>;

  readonly #parts: Parts;
  #isExpected = false;
  #markEnded: () => void = () => undefined;
  #shutdown: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.name = parts.name;
    this.info = parts.info;
    this.iopub = withLossNotices(parts.conversation.iopub);
    const ended = new Promise<string>(resolve => (this.#markEnded = () => resolve('was ended by us')));
    const lost = parts.socket.lost.then(reason =>
      reason === undefined ? ended : `cannot be reached any more: ${reason.details?.reason ?? 'nobody knows why'}`
    );
    this.dead = Promise.race([parts.gone, lost, ended]).then(reason => this.#deathOf(reason));
    void this.dead.then(death => {
      parts.conversation.fail(new KernelDied(this.name, death));
      return parts.socket[Symbol.asyncDispose]();
    });
  }

  request(msgType: string, content: JsonObject, options?: RequestOptions): KernelRequest {
    return this.#parts.conversation.request(msgType, content, options);
  }

  interrupt(): Promise<void> {
    return interruptServerKernel(this.#parts.server, this.#parts.id);
  }

  /** Deletes the kernel on its server. Rejects when that fails: somebody has to know what was left there. */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#end();
    return this.#shutdown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  async #end(): Promise<void> {
    this.#isExpected = true;
    const { server, id, release } = this.#parts;
    try {
      await deleteServerKernel(server, id);
    } finally {
      this.#markEnded();
      await release();
    }
  }

  #deathOf(reason: string): KernelDeath {
    return { expected: this.#isExpected, exitCode: null, signal: null, outOfMemory: false, stderrTail: '', reason };
  }
}

/** Source: jupyter_server 2.21 `ZMQChannelsWebsocketConnection._limit_rate`: it says so as stderr of the cell. */
const RATE_NOTICE = /^\s*IOPub (?:data|message) rate exceeded/;

/** The server's own words about outputs that it dropped become a message that nobody can mistake for an output. */
async function* withLossNotices(messages: AsyncIterable<Message>): AsyncGenerator<Message, void> {
  for await (const message of messages) {
    yield message;
    const { name, text } = message.content;
    const isNotice = message.header.msg_type === 'stream' && name === 'stderr' && typeof text === 'string';
    if (isNotice && RATE_NOTICE.test(text)) yield incomplete(message.parentHeader, 'rate');
  }
}

/** Says that outputs of a request are missing, and why: `rate` or `reconnect`. */
export function incomplete(parentHeader: Message['parentHeader'], reason: 'rate' | 'reconnect'): Message {
  const header = { msg_id: '', msg_type: INCOMPLETE, session: '', username: '', date: '', version: '' };
  return { channel: 'iopub', header, parentHeader, metadata: {}, content: { reason }, buffers: [] };
}
