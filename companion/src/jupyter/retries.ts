import { setTimeout as wait } from 'node:timers/promises';
import type { ServerAnswer } from '../kernel/remote/index.js';

/** Between attempts, in milliseconds, each half to all of it by chance; as many attempts and one more. */
const PAUSES_MS = [400, 1_500];
/** A proxy without its server, a server that has too much to do. */
const MEANWHILE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The first answer that is not one for the moment, of a request that can be asked twice; the last failure otherwise. */
export async function withRetries(
  signal: AbortSignal | undefined,
  ask: () => Promise<ServerAnswer>
): Promise<ServerAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const pauseMs = PAUSES_MS[attempt];
    try {
      const answer = await ask();
      if (pauseMs === undefined || !MEANWHILE.has(answer.status)) return answer;
    } catch (error) {
      if (pauseMs === undefined || signal?.aborted === true || !isMeanwhile(error)) throw error;
    }
    await wait(jittered(pauseMs), undefined, signal === undefined ? {} : { signal }).catch(() =>
      signal?.throwIfAborted()
    );
  }
}

/** Between half of it and all of it: many jobs that start together must not come again together. */
export const jittered = (milliseconds: number): number => milliseconds * (0.5 + Math.random() / 2);

/** What a server that starts again looks like; a wrong name or certificate stays wrong. */
function isMeanwhile(error: unknown): boolean {
  const details = typeof error === 'object' && error !== null && 'details' in error ? error.details : undefined;
  const kind = typeof details === 'object' && details !== null && 'kind' in details ? details.kind : undefined;
  return kind === 'broken' || kind === 'refused';
}
