import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type SciriusRequest = {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly authorization: string | undefined;
};

/** What the fake sends. `isCut`: the connection ends before the promised length; `isSilent`: nothing is sent at all. */
export type FakeReply = {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly isCut?: boolean;
  readonly isSilent?: boolean;
};

export type FakeScirius = {
  readonly url: string;
  readonly asked: readonly SciriusRequest[];
  readonly stop: () => Promise<void>;
};

type Options = { readonly tls?: { readonly key: string; readonly cert: string } };

/** A server that answers every request of a kernel as Scirius would, with these events, and keeps what it was asked. */
export function startFakeScirius(events: readonly object[]): Promise<FakeScirius> {
  const body = { count: events.length, next: null, previous: null, results: events };
  return startMisbehavingScirius(() => ({ body }));
}

/** A Scirius that misbehaves on purpose: each request is answered with what `answer` says, and kept. */
export async function startMisbehavingScirius(
  answer: (request: SciriusRequest, index: number) => FakeReply,
  { tls }: Options = {}
): Promise<FakeScirius> {
  const asked: SciriusRequest[] = [];
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    const described = describe(request);
    asked.push(described);
    send(response, answer(described, asked.length - 1));
  };
  const server: Server = tls === undefined ? createServer(listen) : createTlsServer(tls, listen);
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise(stopped => server.close(() => stopped()));
    }
  };
}

/** Events one apart in ms, answered as Scirius answers: inclusive bounds, newest first, no more than 10,000 counted. */
export function storeOf(stampsMs: readonly number[]): (request: SciriusRequest) => FakeReply {
  return ({ path, params }) => {
    const [from, to] = [Number(params.get('from_date')), Number(params.get('to_date'))];
    const found = stampsMs
      .map((ms, id) => ({ _id: String(id), ms, '@timestamp': new Date(ms).toISOString() }))
      .filter(({ ms }) => from <= ms && ms <= to);
    found.sort((one, other) => other.ms - one.ms);
    if (!path.includes('events_timeline')) {
      return {
        body: { count: Math.min(found.length, 10_000), results: found.slice(0, Number(params.get('page_size'))) }
      };
    }
    const interval = Number(params.get('interval') ?? 0) * 1000 || Math.max(Math.floor((to - from) / 100), 1);
    const counts = new Map<number, number>();
    for (const { ms } of found) {
      const bucket = from + Math.floor((ms - from) / interval) * interval;
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    const buckets = [...counts]
      .sort(([one], [other]) => one - other)
      .map(([key, count]) => ({ key, doc_count: count }));
    return { body: { aggregations: { date: { buckets } } } };
  };
}

function send(response: ServerResponse, reply: FakeReply): void {
  const { status = 200, type = 'application/json', headers = {}, body = '', isCut = false, isSilent = false } = reply;
  if (isSilent) return;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const length = bytes.length + (isCut ? 10 : 0);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': length, ...headers });
  response.write(bytes, () => (isCut ? response.destroy() : response.end()));
}

function describe({ url = '/', headers }: IncomingMessage): SciriusRequest {
  const { pathname, searchParams } = new URL(url, 'http://fake');
  return { path: pathname, params: searchParams, authorization: headers.authorization };
}
