import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Access } from '../access.js';
import { Connection } from '../connection.js';
import { makeSite, type Site } from '../site.js';
import { HubForbids, HubSpawnFailed } from './failures.js';
import { HubApi } from './hub-api.js';
import { ledgerFolders, openLedger } from './ledger.js';
import { displayName, serverName } from './server-name.js';
import { startHubServer } from './start-hub-server.js';

export type HubOptions = {
  /** Whose server it is. */
  readonly user: string;
  /** What the job is called; people see it on the page of the hub. */
  readonly job: string;
  readonly signal: AbortSignal;
  /** Says where the ledger is. */
  readonly environment: NodeJS.ProcessEnv;
  readonly startLimitMs?: number;
  readonly onStep?: (message: string) => void;
};

export const HUB_DEFAULTS = {
  /** Until a server is ready; images of a cluster are fetched meanwhile. */
  startLimitMs: 300_000,
  /** For all attempts to end a server: the ledger does the rest. */
  removeLimitMs: 15_000,
  requestMs: 60_000
} as const;

/**
 * A server of its own for a job, which a hub starts for a user; disposing ends it and removes its record. Before it
 * starts, what processes that are gone have left on this hub is ended.
 * @throws HubNotFound, HubForbids, HubRefused, HubSpawnFailed; Unreachable `UNREACHABLE`
 */
export async function openHub(access: Access, options: HubOptions): Promise<Site> {
  const { user, job, signal, environment, onStep, startLimitMs = HUB_DEFAULTS.startLimitMs } = options;
  const connection = new Connection(access, { timeoutMs: HUB_DEFAULTS.requestMs });
  const api = new HubApi(connection.at(access.baseUrl), user);
  const server = serverName(job, randomBytes(8).toString('hex'));
  const ledger = openLedger(ledgerFolders(environment));
  let closing: Promise<void> | undefined;
  let strike: (() => Promise<void>) | undefined;
  const dispose = (): Promise<void> =>
    (closing ??= (async () => {
      try {
        if (strike === undefined) return;
        await removeServer(api, server, AbortSignal.timeout(HUB_DEFAULTS.removeLimitMs));
        await strike();
      } finally {
        await connection[Symbol.asyncDispose]();
      }
    })());
  try {
    const version = await api.check(signal);
    const hub = access.baseUrl.href;
    // Of this user only: a hub answers 404 for servers that the token may not see, as if they were gone.
    await ledger.sweep({ hub, user, limitMs: HUB_DEFAULTS.removeLimitMs, signal }, (entry, limit) =>
      removeServer(api, entry.server, limit)
    );
    ({ strike } = await ledger.enter({ hub, user, server }));
    const path = await startHubServer(api, {
      server,
      displayName: displayName(job),
      version,
      signal,
      limitMs: startLimitMs,
      onStep
    });
    const baseUrl = new URL(path, access.baseUrl);
    if (baseUrl.origin !== access.baseUrl.origin) {
      const reason = `it runs at ${baseUrl.origin}, and the token is for ${access.baseUrl.origin} only`;
      throw new HubSpawnFailed({ hub: api.name, user }, reason);
    }
    const started = connection.at(baseUrl);
    const { status } = await started.ask('GET', 'api/status', { signal });
    if (status === 403) throw new HubForbids({ hub: api.name, user, status }, 'its server does not let it in (403)');
    // The job's own server is gone when somebody follows a link: the user's ordinary one shows the same files.
    const pagesUrl = new URL(`user/${encodeURIComponent(user)}/`, access.baseUrl);
    return makeSite({ server: started, pagesUrl, dispose });
  } catch (error) {
    // The first failure is the one to tell.
    await dispose().catch(() => undefined);
    throw error;
  }
}

/** Ends it and removes its record, which a refused start leaves, too. Rejects when it is still there at the end. */
async function removeServer(api: HubApi, server: string, limit: AbortSignal): Promise<void> {
  let last: unknown = new Error('The server is still there.');
  for (let pauseMs = 300; !limit.aborted; pauseMs = Math.min(2 * pauseMs, 2_000)) {
    try {
      const { status } = await api.remove(server, limit);
      if (status === 204 || status === 404) return;
      // 202: it is stopping; 400: it is still starting or stopping; then the record goes with the next attempt.
    } catch (error) {
      last = error;
    }
    await wait(pauseMs, undefined, { signal: limit }).catch(() => undefined);
  }
  throw last;
}
