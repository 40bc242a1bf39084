import { setTimeout as wait } from 'node:timers/promises';
import type { ServerAnswer } from '../../kernel/remote/index.js';
import { jittered } from '../retries.js';
import { HubForbids, HubRefused, HubSpawnFailed } from './failures.js';
import { wordsOf, type HubApi } from './hub-api.js';
import { readProgress, type Progress } from './progress.js';

export type StartOptions = {
  readonly server: string;
  readonly displayName: string;
  /** Of the hub, its major version. */
  readonly version: number;
  readonly signal: AbortSignal;
  /** Until the server is ready. */
  readonly limitMs: number;
  readonly onStep?: ((message: string) => void) | undefined;
};

/** A hub that has too much to do says 30 to 60 s; a place is free long before. Source: facts/spike-hub §0.4. */
const BUSY_PAUSE_MS = 6_000;
const LOOK_EVERY_MS = 1_000;
/** How long the reason of a start that has failed already is waited for. */
const REASON_MS = 3_000;

/**
 * Starts a server of a user and gives its path once it is ready.
 * @throws HubRefused `HUB_REFUSED`, HubForbids `HUB_FORBIDS`, HubSpawnFailed `HUB_SPAWN_FAILED`
 */
export async function startHubServer(api: HubApi, options: StartOptions): Promise<string> {
  const { limitMs, signal } = options;
  const limit = AbortSignal.timeout(limitMs);
  const both = AbortSignal.any([signal, limit]);
  let last = '';
  try {
    const started = await post(api, { ...options, signal: both });
    if (started === 'failed') throw failed(api, await reasonOf(api, options.server, signal));
    return await untilReady(api, {
      ...options,
      signal: both,
      onStep: message => {
        last = message;
        options.onStep?.(message);
      }
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.aborted) throw error;
    const told = last === '' ? '' : `; the last that the hub said: ${last.replace(/[.\s]+$/, '')}`;
    throw failed(api, `it was not ready within ${String(limitMs / 1_000)} s${told}`, error);
  }
}

/** Asks until the hub has begun, or says why not. */
async function post(api: HubApi, { server, displayName, version, signal }: StartOptions): Promise<'begun' | 'failed'> {
  // Before version 6 the whole body is options for the spawner.
  const body = version >= 6 ? { display_name: displayName } : undefined;
  for (;;) {
    const answer = await api.start(server, body, signal);
    const { status } = answer;
    const words = wordsOf(answer);
    if (status === 201 || status === 202 || (status === 400 && /already running/.test(words))) return 'begun';
    if (status === 429) await wait(jittered(BUSY_PAUSE_MS), undefined, { signal });
    else if (status === 400 && /pending/.test(words)) await wait(LOOK_EVERY_MS, undefined, { signal });
    else if (status === 500) return 'failed';
    else throw refusal(api, answer, words);
  }
}

function refusal({ name: hub, user }: HubApi, { status }: ServerAnswer, words: string): HubRefused | HubForbids {
  const details = { hub, user, status };
  if (status === 404) return new HubRefused(details, 'it knows no such user, or shows him to nobody with this token');
  // A spawner may refuse with 403, too: a quota, for instance.
  if (status === 403 && /requires any of|credentials/i.test(words)) return new HubForbids(details, words);
  return new HubRefused(details, words === '' ? `it answers ${String(status)}` : words);
}

/** The stream of progress and the record of the server, whichever says it first. */
async function untilReady(api: HubApi, options: StartOptions): Promise<string> {
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  try {
    return await Promise.race([watched(api, options, signal), polled(api, options.server, signal)]);
  } finally {
    over.abort();
  }
}

async function watched(api: HubApi, { server, onStep }: StartOptions, signal: AbortSignal): Promise<string> {
  try {
    for await (const line of await api.watch(server, signal)) {
      const progress: Progress | undefined = readProgress(line);
      if (progress?.kind === 'ready') return progress.url;
      if (progress?.kind === 'failed') throw failed(api, spawnReason(progress.message));
      if (progress?.kind === 'step') onStep?.(progress.message);
    }
  } catch (error) {
    if (error instanceof HubSpawnFailed || signal.aborted) throw error;
    // Without the stream the record of the server tells.
  }
  return new Promise(() => undefined);
}

async function polled(api: HubApi, server: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    await wait(LOOK_EVERY_MS, undefined, { signal });
    const model = await api.look(server, signal);
    if (model?.isReady === true && model.url !== undefined) return model.url;
    if (model !== undefined && model.pending !== undefined) continue;
    throw failed(api, await reasonOf(api, server, signal));
  }
}

/** Why a start failed: the hub tells it in the stream, also afterwards. */
async function reasonOf(api: HubApi, server: string, signal: AbortSignal): Promise<string> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(REASON_MS)]);
  let last = '';
  try {
    for await (const line of await api.watch(server, limit)) {
      const progress = readProgress(line);
      if (progress?.kind === 'failed') return spawnReason(progress.message);
      if (progress?.kind === 'step') last = progress.message;
    }
  } catch {
    // No stream, or none in time: the sentence does without.
    signal.throwIfAborted();
  }
  return last === '' ? 'the hub does not say why' : last.replace(/[.\s]+$/, '');
}

const spawnReason = (message: string): string =>
  message.replace(/^Spawn failed:\s*/, '').replace(/[.\s]+$/, '') || 'the hub does not say why';

function failed({ name: hub, user }: HubApi, reason: string, cause?: unknown): HubSpawnFailed {
  return new HubSpawnFailed({ hub, user }, reason, cause);
}
