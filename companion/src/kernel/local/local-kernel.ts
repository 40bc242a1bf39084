import type { JsonObject } from '../../../../src/json/index.js';
import type { Conversation, RequestOptions } from '../conversation.js';
import { KERNEL_DEFAULTS } from '../defaults.js';
import { KernelDied } from '../failures.js';
import type { Kernel, KernelDeath, KernelRequest } from '../kernel.js';
import type { Message } from '../message.js';
import type { KernelSpec } from '../specs/kernel-spec.js';
import { isIpykernel } from './ipykernel-start.js';
import type { KernelHost } from './kernel-host.js';
import type { BadMessage } from '../wire.js';
import type { ZmqTransport } from './zmq-transport.js';

type Parts = {
  readonly spec: KernelSpec;
  readonly info: JsonObject;
  readonly host: KernelHost;
  readonly transport: ZmqTransport;
  readonly conversation: Conversation;
};

/** A kernel on this machine, ready. Made by `startLocalKernel` only. */
export class LocalKernel implements Kernel {
  readonly name: string;
  readonly info: JsonObject;
  readonly iopub: AsyncIterable<Message>;
  readonly dead: Promise<KernelDeath>;
  /** The process id, which is also the id of its process group. */
  readonly pid: number | undefined;

  readonly #parts: Parts;
  #isDead = false;
  #shutdown: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.name = parts.spec.name;
    this.info = parts.info;
    this.iopub = parts.conversation.iopub;
    this.dead = parts.host.dead;
    this.pid = parts.host.pid;
    // `dead` settles at once; who waits for a reply is told once the last words of the kernel are read.
    void parts.host.dead
      .then(async death => {
        this.#isDead = true;
        await parts.transport.drain();
        await parts.conversation.ended;
        parts.conversation.fail(new KernelDied(this.name, death));
      })
      .catch((cause: unknown) => parts.conversation.fail(cause));
  }

  /** How many messages were dropped because they were none (forged, cut off, not JSON), by reason. */
  get droppedMessages(): ReadonlyMap<BadMessage, number> {
    return this.#parts.transport.dropped;
  }

  request(msgType: string, content: JsonObject, options?: RequestOptions): KernelRequest {
    return this.#parts.conversation.request(msgType, content, options);
  }

  interrupt(): Promise<void> {
    const { spec, host, conversation, transport } = this.#parts;
    if (this.#isDead) return Promise.resolve();
    // The last status must not stand behind seconds of output that nobody will store.
    transport.hurry();
    if (spec.interruptMode === 'signal') host.interrupt();
    else conversation.request('interrupt_request', {}, { channel: 'control' });
    return Promise.resolve();
  }

  shutdown(options: { readonly graceMs?: number } = {}): Promise<void> {
    const { host, transport } = this.#parts;
    transport.hurry();
    const graceMs = options.graceMs ?? KERNEL_DEFAULTS.shutdownGraceMs;
    // Safe twice, and the second call can be in more of a hurry than the first.
    const stopped =
      this.#shutdown === undefined || graceMs === 0 ? host.stop({ ask: () => this.#ask(), graceMs }) : this.#shutdown;
    this.#shutdown = stopped
      .then(() => transport.drain())
      // The process is gone or was killed: what is left cannot be helped, and nobody's result depends on it.
      .catch(() => undefined);
    return this.#shutdown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  /**
   * A kernel that still computes reads the request only afterwards, so it is interrupted first. An idle ipykernel is
   * asked on shell: asked on control, ipykernel 7.4 hung for 10 s in 3 of 40 shutdowns on a busy machine (its control
   * thread waits for the IOPub thread that its main thread has just ended); on shell in none of 40.
   */
  #ask(): void {
    const { conversation, spec } = this.#parts;
    const isBusy = conversation.pendingCount > 0;
    if (isBusy) void this.interrupt().catch(() => undefined);
    const channel = isIpykernel(spec) && !isBusy ? 'shell' : 'control';
    conversation.request('shutdown_request', { restart: false }, { channel });
  }
}
