import type { JsonObject } from '../../../src/json/index.js';
import type { KernelRequest, Transport } from './kernel.js';
import type { Message } from './message.js';
import { MessageQueue } from './message-queue.js';

export type RequestOptions = { readonly channel?: 'shell' | 'control'; readonly signal?: AbortSignal };

type Pending = {
  readonly channel: 'shell' | 'control';
  readonly resolve: (message: Message) => void;
  readonly reject: (reason: unknown) => void;
};

/** IOPub traffic of these requests is ours, not a cell's: it is left out of `iopub`. */
const OWN_REQUESTS: ReadonlySet<string> = new Set(['kernel_info_request', 'shutdown_request', 'interrupt_request']);
/** Source: Jupyter messaging 5.4. Kernels do not check the version; ipykernel 7.4 itself writes 5.4 into headers. */
const PROTOCOL_VERSION = '5.4';

/**
 * Requests and their replies over one transport, and the stream of IOPub messages that belong to somebody's request.
 * It ends when the transport does: whoever knows why (the process is gone) then calls `fail`.
 */
export class Conversation {
  readonly iopub = new MessageQueue<Message>();
  /** Settles at the first IOPub message: our subscription works. */
  readonly heard: Promise<void>;
  /** Settles, never rejects, when the transport has nothing more to give. */
  readonly ended: Promise<void>;

  readonly #transport: Transport;
  readonly #session: string;
  readonly #pending = new Map<string, Pending>();
  #markHeard: () => void = () => undefined;
  #isOpen = false;
  #counter = 0;
  #failure: unknown;

  constructor(transport: Transport, session: string) {
    this.#transport = transport;
    this.#session = session;
    this.heard = new Promise(resolve => {
      this.#markHeard = resolve;
    });
    this.ended = this.#listen();
  }

  /** How many requests wait for their reply. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** From now on IOPub messages are kept for the consumer; before, they were noise of the start. */
  open(): void {
    this.#isOpen = true;
  }

  /** Sends a request; its reply rejects with the reason of `fail`, or of the signal. */
  request(msgType: string, content: JsonObject, options: RequestOptions = {}): KernelRequest {
    const id = `${this.#session}_${(this.#counter += 1)}`;
    const channel = options.channel ?? 'shell';
    const reply = new Promise<Message>((resolve, reject) => this.#pending.set(id, { channel, resolve, reject }));
    // The caller may look at the reply late or never (a nudge); a death in between must not count as unhandled.
    reply.catch(() => undefined);
    const header = {
      msg_id: id,
      msg_type: msgType,
      session: this.#session,
      username: 'huntbook',
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION
    };
    if (this.#failure !== undefined) this.#settle(id)?.reject(this.#failure);
    else if (options.signal?.aborted === true) this.#settle(id)?.reject(options.signal.reason);
    else {
      const message = { channel, header, parentHeader: {}, metadata: {}, content, buffers: [] };
      this.#transport.send(message).catch((cause: unknown) => this.#settle(id)?.reject(this.#failure ?? cause));
      this.#abortWith(options.signal, id, reply);
    }
    return { id, reply };
  }

  /** Rejects what is pending and everything asked from now on. */
  fail(reason: unknown): void {
    this.#failure ??= reason;
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(this.#failure);
  }

  /** Rejects those of the requests that still have no answer. */
  lose(ids: readonly string[], reason: unknown): void {
    for (const id of ids) this.#settle(id)?.reject(reason);
  }

  /** The requests on shell that have no answer yet, oldest first. */
  get pendingOnShell(): readonly string[] {
    return [...this.#pending].flatMap(([id, pending]) => (pending.channel === 'shell' ? [id] : []));
  }

  #abortWith(signal: AbortSignal | undefined, id: string, reply: Promise<Message>): void {
    if (signal === undefined) return;
    const abort = (): void => this.#settle(id)?.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const forget = (): void => signal.removeEventListener('abort', abort);
    void reply.then(forget, forget).catch(() => undefined);
  }

  #settle(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  async #listen(): Promise<void> {
    try {
      for await (const message of this.#transport.messages) {
        if (message.channel === 'iopub') this.#publish(message);
        else if (message.parentHeader.msg_id !== undefined) this.#settle(message.parentHeader.msg_id)?.resolve(message);
      }
    } catch (cause) {
      this.fail(cause);
    } finally {
      this.iopub.end();
    }
  }

  /**
   * Messages without parent (start-up warnings of ipykernel's debugger, `iopub_welcome`, `starting`) belong to no cell.
   * Source: facts/spike-hub §0.6, §4.
   */
  #publish(message: Message): void {
    this.#markHeard();
    const { msg_id: parentId, msg_type: parentType } = message.parentHeader;
    if (!this.#isOpen || parentId === undefined || OWN_REQUESTS.has(parentType ?? '')) return;
    this.iopub.push(message);
  }
}
