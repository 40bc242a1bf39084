import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SciriusRequest = {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly authorization: string | undefined;
};

/** A server that answers every request of a kernel as Scirius would, with these events, and keeps what it was asked. */
export async function startFakeScirius(events: readonly object[]): Promise<FakeScirius> {
  const asked: SciriusRequest[] = [];
  const server = createServer((request, response) => {
    asked.push(describe(request));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ count: events.length, next: null, previous: null, results: events }));
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise(stopped => server.close(() => stopped()));
    }
  };
}

export type FakeScirius = {
  readonly url: string;
  readonly asked: readonly SciriusRequest[];
  readonly stop: () => Promise<void>;
};

function describe({ url = '/', headers }: IncomingMessage): SciriusRequest {
  const { pathname, searchParams } = new URL(url, 'http://fake');
  return { path: pathname, params: searchParams, authorization: headers.authorization };
}
