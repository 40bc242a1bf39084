import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../../../src/json/index.js';
import { Conversation } from '../conversation.js';
import type { KernelDeath } from '../kernel.js';
import type { KernelSpec } from '../specs/kernel-spec.js';
import type { ParseJson } from '../wire.js';
import type { Connection } from './connection.js';
import { KernelHost } from './kernel-host.js';
import type { HostOptions } from './kernel-host.js';
import { LocalKernel } from './local-kernel.js';
import { readComputingTicks } from './process-group.js';
import { becomeReady } from './readiness.js';
import { ZmqTransport } from './zmq-transport.js';

/** How one start ended. All but `ready` leave nothing behind. */
export type StartOutcome =
  | { readonly kind: 'ready'; readonly kernel: LocalKernel }
  | { readonly kind: 'silent' }
  | { readonly kind: 'interrupted'; readonly outputTail: string }
  | { readonly kind: 'ended'; readonly death: KernelDeath; readonly error: Error | undefined };

export type AttemptOptions = HostOptions & {
  readonly spec: KernelSpec;
  readonly connection: Connection;
  /** After so long without a word or work the start counts as `silent`; never when undefined. */
  readonly silenceMs: number | undefined;
  readonly signal: AbortSignal;
  readonly parseJson: ParseJson;
};

/** Starts a kernel once. Never rejects for what the kernel or the signal does. */
export async function startOnce(options: AttemptOptions): Promise<StartOutcome> {
  const host = new KernelHost(options);
  const waits = new AbortController();
  const signal = AbortSignal.any([options.signal, waits.signal]);
  let transport: ZmqTransport | undefined;
  try {
    transport = new ZmqTransport(await import('zeromq'), options.connection, options.parseJson);
    const conversation = new Conversation(transport, options.connection.session);
    const outcome = await Promise.race([
      becomeReady(conversation, signal).then((info: JsonObject) => ({ kind: 'ready', info }) as const),
      host.dead.then(death => ({ kind: 'ended', death, error: host.spawnError }) as const),
      ...(options.silenceMs === undefined ? [] : [silence(host, conversation, options.silenceMs, signal)])
    ]);
    if (outcome.kind === 'ready') {
      conversation.open();
      const { spec } = options;
      return { kind: 'ready', kernel: new LocalKernel({ spec, info: outcome.info, host, transport, conversation }) };
    }
    await discard(host, transport);
    return outcome;
  } catch (cause) {
    await discard(host, transport);
    if (options.signal.aborted) return { kind: 'interrupted', outputTail: host.outputTail() };
    throw cause;
  } finally {
    waits.abort();
  }
}

async function discard(host: KernelHost, transport: ZmqTransport | undefined): Promise<void> {
  await transport?.[Symbol.asyncDispose]();
  await host.stop({ graceMs: 0 });
}

const LOOK_AGAIN_MS = 1_000;

/** Settles when the kernel has neither spoken for `silenceMs` nor computes: a slow import is not a hang. */
async function silence(
  host: KernelHost,
  conversation: Conversation,
  silenceMs: number,
  signal: AbortSignal
): Promise<{ readonly kind: 'silent' }> {
  let isHeard = false;
  void conversation.heard.then(() => (isHeard = true)).catch(() => undefined);
  await wait(silenceMs, undefined, { signal });
  for (let before = -1; ;) {
    const now = readComputingTicks(host.pid);
    if (!isHeard && now === before) return { kind: 'silent' };
    before = now;
    await wait(Math.min(LOOK_AGAIN_MS, silenceMs), undefined, { signal });
  }
}
