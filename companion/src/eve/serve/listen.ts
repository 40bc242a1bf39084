import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { ServeFailed } from '../failures.js';
import type { Certificate } from './certificate.js';

export type Listening = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };
export type ListenOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly certificate: Certificate | undefined;
};

/** Longest request line and headers. A real Scirius takes 4,094 bytes; this one takes what a filter may need. */
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Serves an app until `close`.
 * @throws {@link ServeFailed} `SERVE_FAILED`: the port is taken, or the address is not this machine's
 */
export async function listen(app: Hono, { host, port, certificate }: ListenOptions): Promise<Listening> {
  const limits = { maxHeaderSize: MAX_HEADER_BYTES };
  const server = createAdaptorServer(
    certificate === undefined
      ? { fetch: app.fetch, createServer: createPlainServer, serverOptions: limits }
      : { fetch: app.fetch, createServer: createTlsServer, serverOptions: { ...limits, ...certificate } }
  ) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(refused(error, `${host}:${port}`)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${shownHost}:${taken}`,
    port: taken,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

function refused(error: Error, where: string): ServeFailed {
  const code = 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    return new ServeFailed(`${where} is in use.`, {
      hint: 'Name another port with --port, or 0 for a free one.',
      cause: error
    });
  }
  return new ServeFailed(`${where} cannot be listened on: ${error.message}.`, { cause: error });
}
