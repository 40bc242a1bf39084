import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { Agent, EnvHttpProxyAgent, fetch, type Dispatcher } from 'undici';
import type { Secret } from '../../../src/secret.js';
import { Unreachable, unreachableOf, type UnreachableHints } from './failures.js';
import { exceptionsOf } from './proxy-exceptions.js';
import { linesOf, readBounded } from './read-bounded.js';

/** How a server is reached. All of it comes from where the token comes from, or from a stronger source. */
export type HttpSettings = {
  /** The only origin that gets the token, as `https://host:port`. */
  readonly origin: string;
  /** The header `Authorization`, whole; undefined where nobody asks for one. */
  readonly authorization: Secret | undefined;
  readonly verifyTls: boolean;
  /** A PEM file of CAs that are trusted besides the usual ones. */
  readonly caBundle: string | undefined;
  readonly proxies: { readonly http: string | undefined; readonly https: string | undefined };
  /** Names and suffixes, with commas; `*` for all. Loopback never goes through a proxy. */
  readonly noProxy: string;
  /** 40,000 by default: Scirius itself waits 30 s for its search engine. */
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** What a person can do about no answer, where it is more than for any server. */
  readonly hints?: UnreachableHints;
};

export type HttpOptions = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Redirects are never followed here: whoever follows one decides about the origin. */
  readonly redirect: 'manual';
  readonly signal?: AbortSignal | undefined;
  /** For this request, instead of that of the settings. */
  readonly timeoutMs?: number;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  /** The body as it comes, for one consumer, instead of `text()`; leaving the loop ends the answer. */
  lines(): AsyncIterable<string>;
};

export const HTTP_DEFAULTS = { timeoutMs: 40_000, maxAnswerBytes: 512 * 1024 * 1024 } as const;

/**
 * The one HTTP client: CA, proxies, timeouts, manual redirects, authentication by header only, and only at the origin the
 * token belongs to. `dispose` closes its connections. See docs/decisions/0014.
 *
 * @throws Unreachable `UNREACHABLE` with its kind, from `fetch` and from `text()` of its answer; whatever the caller's
 * signal was aborted with.
 */
export class HttpClient {
  readonly #settings: HttpSettings;
  readonly #origin: string;
  #dispatcher: Promise<Dispatcher> | undefined;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
    this.#origin = new URL(settings.origin).origin;
  }

  async fetch(url: string, options: HttpOptions): Promise<HttpAnswer> {
    const { origin } = new URL(url);
    const { hints, maxAnswerBytes = HTTP_DEFAULTS.maxAnswerBytes } = this.#settings;
    const timeoutMs = options.timeoutMs ?? this.#settings.timeoutMs ?? HTTP_DEFAULTS.timeoutMs;
    const clock = AbortSignal.timeout(timeoutMs);
    const signal = options.signal === undefined ? clock : AbortSignal.any([options.signal, clock]);
    const named = (error: unknown): unknown => {
      if (error instanceof Unreachable) return withHints(error, hints);
      if (options.signal?.aborted === true) return options.signal.reason;
      const seconds = String(Math.round(timeoutMs / 1_000));
      const late = `${origin} did not answer within ${seconds} s.`;
      return clock.aborted
        ? new Unreachable({ kind: 'timeout', origin }, late, error, hints)
        : unreachableOf(error, origin, hints);
    };
    try {
      this.#dispatcher ??= openDispatcher(this.#settings);
      const answer = await fetch(url, {
        method: options.method,
        headers: { ...options.headers, 'user-agent': 'huntbook', ...this.#authorization(origin) },
        ...(options.body === undefined ? {} : { body: options.body }),
        redirect: options.redirect,
        signal,
        dispatcher: await this.#dispatcher
      });
      const text = (): Promise<string> =>
        readBounded(answer.body, { maxBytes: maxAnswerBytes, origin }).catch((error: unknown) => {
          throw named(error);
        });
      const lines = (): AsyncIterable<string> => linesOf(answer.body, named);
      return { status: answer.status, headers: answer.headers, text, lines };
    } catch (error) {
      throw named(error);
    }
  }

  async dispose(): Promise<void> {
    const dispatcher = await this.#dispatcher?.catch(() => undefined);
    await dispatcher?.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  #authorization(origin: string): Readonly<Record<string, string>> {
    const { authorization } = this.#settings;
    return origin === this.#origin && authorization !== undefined ? { authorization: authorization.reveal() } : {};
  }
}

const withHints = (error: Unreachable, hints: UnreachableHints | undefined): Unreachable =>
  hints?.[error.details.kind] === undefined ? error : new Unreachable(error.details, error.message, error.cause, hints);

async function openDispatcher(settings: HttpSettings): Promise<Dispatcher> {
  const { caBundle, verifyTls, proxies, origin } = settings;
  const tls = {
    rejectUnauthorized: verifyTls,
    ...(caBundle === undefined ? {} : { ca: [...rootCertificates, await readBundle(caBundle, origin)] })
  };
  if (proxies.http === undefined && proxies.https === undefined) return new Agent({ connect: tls });
  try {
    return new EnvHttpProxyAgent({
      // An empty text keeps undici from reading proxies of the environment that were not admitted.
      httpProxy: proxies.http ?? '',
      httpsProxy: proxies.https ?? '',
      noProxy: exceptionsOf(settings.noProxy),
      connect: tls,
      requestTls: tls,
      proxyTls: tls
    });
  } catch (cause) {
    throw new Unreachable({ kind: 'bad-proxy', origin }, `The proxy for ${origin} is no address.`, cause);
  }
}

export async function readBundle(path: string, origin: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Unreachable({ kind: 'bad-bundle', origin }, `The certificates in ${path} cannot be read.`, cause);
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new Unreachable({ kind: 'bad-bundle', origin }, `${path} holds no certificates.`);
}
