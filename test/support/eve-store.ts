import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../companion/src/eve/rest/app.js';
import { raw, sql } from '../../companion/src/eve/query/fragment.js';
import { EventStore } from '../../companion/src/eve/store/event-store.js';
import { Secret } from '../../src/secret.js';
import { temporaryFolder } from './real-kernel.js';

export type EventRecord = Readonly<Record<string, unknown>>;
// Tests say what they expect of an answer; typing every shape would only repeat them.
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly body: any;
};
export type EveScene = {
  readonly folder: string;
  readonly store: EventStore;
  /** Writes a file of events, or of lines as they are, and gives its path. */
  readonly write: (name: string, lines: readonly (EventRecord | string)[]) => string;
  /** Asks the REST API; the token is the right one unless headers say otherwise. */
  readonly ask: (
    path: string,
    options?: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string }
  ) => Promise<Answered>;
  readonly close: () => Promise<void>;
};

export const NOW_MS = Date.UTC(2026, 9, 6);
export const TOKEN = 'f00d'.repeat(10);
/** All of time. */
export const ALWAYS = 'from_date=0&to_date=4000000000000';

/** An embedded Scirius without a socket, over files in a folder of its own. */
export async function openEve(cacheFolder?: string): Promise<EveScene> {
  const temporary = temporaryFolder('huntbook-eve-test-');
  const cache = cacheFolder ?? join(temporary.path, 'cache');
  mkdirSync(cache, { recursive: true });
  const store = await EventStore.open({ cacheFolder: cache, host: 'probe1' });
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  const app = createApp({ store, token: new Secret(TOKEN), version: '0', now: () => NOW_MS, onFailure });
  return {
    folder: temporary.path,
    store,
    write: (name, lines) => {
      const path = join(temporary.path, name);
      writeFileSync(path, lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
      return path;
    },
    ask: async (path, { method = 'GET', headers = { Authorization: `Token ${TOKEN}` }, body } = {}) => {
      const url = path.startsWith('/') ? path : `/rest/rules/es/${path}`;
      const response = await app.request(`http://scirius.test${url}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body })
      });
      if (failures.length > 0) throw failures[0];
      const text = await response.text();
      const isJson = (response.headers.get('content-type') ?? '').includes('json');
      return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
    },
    close: async () => {
      await store.close();
      temporary.remove();
    }
  };
}

/** The numbers of the lines that a filter finds in the first file, in order, without reading them. */
export async function foundLines({ store }: EveScene, filter: string): Promise<readonly number[]> {
  const [selected] = await store.select({ filter, nowMs: NOW_MS });
  if (selected === undefined) return [];
  const events = raw(`${selected.file.segment.catalog}.ev`);
  const rows = await store.rows(sql`SELECT c0 FROM ${events} WHERE ${selected.where} ORDER BY c0`);
  return rows.map(([line]) => Number(line));
}

/** The `n` of the events that a filter finds, in order. */
export async function found(eve: EveScene, filter: string): Promise<readonly number[] | string> {
  const { status, body } = await eve.ask(
    `events_tail/?${ALWAYS}&page_size=10000&qfilter=${encodeURIComponent(filter)}`
  );
  if (status !== 200) return String(body?.detail ?? status);
  return body.results.map(({ n }: { n: number }) => n).sort((a: number, b: number) => a - b);
}
