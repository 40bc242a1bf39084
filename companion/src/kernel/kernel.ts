import type { JsonObject } from '../../../src/json/index.js';
import type { Channel, Message } from './message.js';

/** Carries messages to and from one kernel. Local: ZeroMQ sockets. Remote: a WebSocket. */
export interface Transport extends AsyncDisposable {
  send(message: Message): Promise<void>;
  /** Every message the kernel sends, in arrival order per channel; one consumer; ends when the transport is closed. */
  readonly messages: AsyncIterable<Message>;
}

/** Why a kernel is gone. `expected` is true when we asked it to go. */
export type KernelDeath = {
  readonly expected: boolean;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly outOfMemory: boolean;
  /** Why, when a server told it: the end of a sentence whose subject is the kernel. */
  readonly reason?: string;
  /** The last lines the kernel wrote to its own stderr, at most 4 kB, without ANSI escapes. */
  readonly stderrTail: string;
};

/** One request under way. `reply` rejects with `KernelDied`, or with the reason of the signal that ended the wait. */
export type KernelRequest = { readonly id: string; readonly reply: Promise<Message> };

/** A kernel that is ready: it has answered `kernel_info_request`, and our IOPub subscription is known to work. */
export interface Kernel extends AsyncDisposable {
  /** Name of the kernelspec, e.g. `python3`. */
  readonly name: string;
  /** The content of its `kernel_info_reply` (`language_info`, `protocol_version`, …). */
  readonly info: JsonObject;
  /**
   * Every IOPub message from readiness on, in order, for one consumer; noise of the start (messages without parent)
   * left out. Ends when the kernel is gone and everything received has been handed over.
   */
  readonly iopub: AsyncIterable<Message>;
  /** Settles, never rejects, as soon as the kernel is gone, whoever ended it. */
  readonly dead: Promise<KernelDeath>;
  request(
    msgType: string,
    content: JsonObject,
    options?: { readonly channel?: Extract<Channel, 'shell' | 'control'>; readonly signal?: AbortSignal }
  ): KernelRequest;
  /** Asks the kernel to stop what it runs, by the way its kernelspec names (signal or message). */
  interrupt(): Promise<void>;
  /** Ends the kernel: asks, waits `graceMs`, SIGTERM, SIGKILL; then sweeps its process group and removes its files. */
  shutdown(options?: { readonly graceMs?: number }): Promise<void>;
}
