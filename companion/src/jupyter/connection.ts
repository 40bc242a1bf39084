import { Secret } from '../../../src/secret.js';
import { HTTP_DEFAULTS, HttpClient, socketOptions, type HttpOptions, type HttpSettings } from '../http/index.js';
import type { AskServer } from '../kernel/remote/index.js';
import type { SocketOptions } from '../http/index.js';
import type { Access } from './access.js';

/** A Jupyter server as it is asked. */
export type JupyterServer = {
  /** With a slash at its end. */
  readonly baseUrl: URL;
  /** What it is called in messages. */
  readonly name: string;
  readonly ask: AskServer;
  /** The lines of a stream of events. */
  readonly watch: (path: string, options: { readonly signal: AbortSignal }) => Promise<AsyncIterable<string>>;
  /** What opens a WebSocket there: headers, CA and proxy. */
  readonly socket: () => Promise<{
    readonly headers: Readonly<Record<string, string>>;
    readonly options: SocketOptions;
  }>;
};

/** The way out where it is another one than for any request. Source: Node, `NODE_EXTRA_CA_CERTS`. */
const HINTS: NonNullable<HttpSettings['hints']> = {
  untrusted: 'Give its CA: the item cacerts in Cortex, the environment variable NODE_EXTRA_CA_CERTS in a shell.'
};

/** How long a stream of events may last: the caller's signal ends it before. */
const WATCH_LIMIT_MS = 24 * 3_600_000;

/** Connections to one origin, which alone gets the token. Source: facts/headless-execution §4.1. */
export class Connection implements AsyncDisposable {
  readonly #access: Access;
  readonly #settings: HttpSettings;
  readonly #http: HttpClient;

  constructor(access: Access, options: { readonly timeoutMs?: number } = {}) {
    this.#access = access;
    this.#settings = {
      origin: access.baseUrl.origin,
      authorization: access.token === undefined ? undefined : new Secret(`token ${access.token.reveal()}`),
      verifyTls: true,
      caBundle: access.caBundle,
      proxies: access.proxies,
      noProxy: access.noProxy,
      timeoutMs: options.timeoutMs ?? HTTP_DEFAULTS.timeoutMs,
      hints: HINTS
    };
    this.#http = new HttpClient(this.#settings);
  }

  /** The server at a base URL of this origin; a hub's own, or one that it started. */
  at(baseUrl: URL): JupyterServer {
    const send = (method: HttpOptions['method'], path: string, options: Partial<HttpOptions>) =>
      this.#http.fetch(new URL(path, baseUrl).href, { headers: {}, redirect: 'manual', ...options, method });
    return {
      baseUrl,
      name: `${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}`,
      ask: async (method, path, { body, signal } = {}) => {
        const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
        const answer = await send(method, path, {
          headers: sent === undefined ? {} : { 'content-type': 'application/json' },
          ...(sent === undefined ? {} : { body: sent }),
          signal
        });
        return { status: answer.status, text: await answer.text() };
      },
      watch: async (path, { signal }) => {
        const headers = { accept: 'text/event-stream' };
        return (await send('GET', path, { headers, signal, timeoutMs: WATCH_LIMIT_MS })).lines();
      },
      socket: async () => {
        const url = new URL(baseUrl);
        url.protocol = baseUrl.protocol === 'https:' ? 'wss:' : 'ws:';
        const { authorization } = this.#settings;
        return {
          headers: authorization === undefined ? {} : { Authorization: authorization.reveal() },
          options: await socketOptions(this.#access, url)
        };
      }
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#http.dispose();
  }
}
