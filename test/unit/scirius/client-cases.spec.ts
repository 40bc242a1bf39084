import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { HttpClient } from '../../../companion/src/http/index.js';
import { isTruncated, SciriusClient, type Events } from '../../../src/scirius/index.js';
import { Secret } from '../../../src/secret.js';
import { startMisbehavingScirius, storeOf, type FakeReply, type FakeScirius } from '../../support/fake-scirius';

type Case = {
  readonly title: string;
  readonly ask: {
    readonly kind?: 'events' | 'alerts' | 'count' | 'timeline';
    readonly filter: string | (string | null)[];
    readonly from: number;
    readonly to: number;
    readonly limit?: number;
    readonly ordering?: string;
    readonly intervalS?: number;
  };
  readonly replies?: readonly FakeReply[];
  readonly store?: { readonly events: number; readonly perMs: number; readonly stepMs: number };
  readonly asked?: readonly { readonly path?: string; readonly params?: Readonly<Record<string, string>> }[];
  readonly found?: { rows?: number; hits?: number; capped?: boolean; truncated?: boolean };
  readonly error?: string;
  readonly says?: string;
  readonly warns?: string;
};

const TOKEN = '0123456789abcdef0123456789abcdef01234567';
const CODES: Readonly<Record<string, string>> = {
  filter: 'FILTER_REFUSED',
  access: 'SCIRIUS_ACCESS',
  'not-found': 'SCIRIUS_NOT_FOUND',
  refused: 'SCIRIUS_REFUSED',
  unreachable: 'UNREACHABLE'
};
const { cases } = JSON.parse(readFileSync(resolve(__dirname, '../../fixtures/scirius/cases.json'), 'utf8')) as {
  cases: readonly Case[];
};

let server: FakeScirius | undefined;
let http: HttpClient | undefined;
afterEach(async () => {
  await http?.dispose();
  await server?.stop();
});

async function clientOf({ store, replies = [] }: Case): Promise<SciriusClient> {
  const stamps = Array.from({ length: store?.events ?? 0 }, (_, index) => {
    return Math.floor(index / (store?.perMs ?? 1)) * (store?.stepMs ?? 1);
  });
  const fromStore = storeOf(stamps);
  server = await startMisbehavingScirius((request, index) => {
    return store === undefined ? (replies[Math.min(index, replies.length - 1)] ?? {}) : fromStore(request);
  });
  const { url } = server;
  http = new HttpClient({
    origin: url,
    authorization: new Secret(`Token ${TOKEN}`),
    verifyTls: true,
    caBundle: undefined,
    proxies: { http: undefined, https: undefined },
    noProxy: ''
  });
  const { fetch } = { fetch: http.fetch.bind(http) };
  return new SciriusClient({
    baseUrl: url,
    fetch: (address, { signal: _none, ...options }) => fetch(address, options),
    wait: () => Promise.resolve()
  });
}

type Outcome = { readonly events?: Events; readonly hits?: number };

async function perform({ ask }: Case, client: SciriusClient): Promise<Outcome> {
  const filter = Array.isArray(ask.filter) ? ask.filter.map(part => part ?? undefined) : ask.filter;
  const asked = { filter, range: { fromMs: ask.from, toMs: ask.to } };
  if (ask.kind === 'count') return { hits: await client.count(asked) };
  if (ask.kind === 'timeline') {
    await client.timeline({ ...asked, intervalS: ask.intervalS ?? 0 });
    return {};
  }
  const { limit = 1000, ordering } = ask;
  const events = await client.events({
    ...asked,
    kind: ask.kind ?? 'events',
    limit,
    ...(ordering ? { ordering } : {})
  });
  return { events, hits: events.hits };
}

test.each(cases)('$title', async row => {
  const client = await clientOf(row);
  const outcome = await perform(row, client).catch((error: unknown) => error);
  if (row.error === undefined) expectFound(outcome, row);
  else expectError(outcome, row);
  const asked = server?.asked ?? [];
  for (const request of asked) expect(request.authorization).toBe(`Token ${TOKEN}`);
  if (row.asked === undefined) return;
  expect(asked).toHaveLength(row.asked.length);
  for (const [index, wanted] of row.asked.entries()) {
    if (wanted.path !== undefined) expect(asked[index]?.path).toBe(wanted.path);
    expect(Object.fromEntries(asked[index]?.params ?? [])).toMatchObject(wanted.params ?? {});
  }
});

function expectError(outcome: unknown, { error = '', says = '' }: Case): void {
  expect(outcome).toMatchObject({ code: CODES[error] });
  const { message = '' } = outcome instanceof Error ? outcome : {};
  expect(message).toMatch(new RegExp(says));
  expect(message).not.toContain(TOKEN);
}

function expectFound(outcome: unknown, { found = {}, warns }: Case): void {
  if (outcome instanceof Error) throw outcome;
  const { events, hits } = outcome as Outcome;
  const summary = {
    rows: events?.rows.length,
    hits,
    capped: events?.isCapped,
    truncated: events === undefined ? undefined : isTruncated(events)
  };
  expect(summary).toMatchObject(found);
  if (events !== undefined) expect(new Set(events.rows).size).toBe(events.rows.length);
  if (warns !== undefined) expect(events?.notes.join('\n')).toMatch(new RegExp(warns));
}

test('titles are told apart, and every kind of error is met', () => {
  expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  expect(new Set(cases.flatMap(({ error }) => error ?? []))).toEqual(new Set(Object.keys(CODES)));
});
