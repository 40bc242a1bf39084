import { HTTP_DEFAULTS, HttpClient, type HttpSettings } from '../../http/index.js';
import type { Kernel } from '../../kernel/index.js';
import { startServerKernel, type AskServer } from '../../kernel/remote/index.js';
import type { LanguageTarget } from '../../parameters/index.js';
import { Secret } from '../../../../src/secret.js';
import type { ServerTarget } from '../run-target.js';

export type ServerStart = { readonly startTimeoutMs: number; readonly signal: AbortSignal };

/** The way out where it is another one than for any request. Source: Node, `NODE_EXTRA_CA_CERTS`. */
const HINTS: NonNullable<HttpSettings['hints']> = {
  untrusted: 'Name the file with its CA in the environment variable NODE_EXTRA_CA_CERTS.'
};

/**
 * A kernel of its own on the server, which is deleted after the run. The token goes to the origin of its address only,
 * in a header. Source: facts/headless-execution §4.1.
 */
export function startOnServer(
  { baseUrl, token }: ServerTarget,
  language: LanguageTarget,
  { startTimeoutMs, signal }: ServerStart
): Promise<Kernel> {
  const authorization = new Secret(`token ${token.reveal()}`);
  const http = new HttpClient({
    origin: baseUrl.origin,
    authorization,
    verifyTls: true,
    caBundle: undefined,
    proxies: { http: undefined, https: undefined },
    noProxy: '',
    // Each request has its own limit, which is told in its own words; this one must not come first.
    timeoutMs: Math.max(startTimeoutMs, HTTP_DEFAULTS.timeoutMs) + 1_000,
    hints: HINTS
  });
  const ask: AskServer = async (method, path, options = {}) => {
    const answer = await http.fetch(new URL(path, baseUrl).href, {
      method,
      headers: options.body === undefined ? {} : { 'content-type': 'application/json' },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      redirect: 'manual',
      signal: options.signal
    });
    return { status: answer.status, text: await answer.text() };
  };
  return startServerKernel({
    ...language,
    baseUrl,
    serverName: baseUrl.origin,
    ask,
    headers: { Authorization: authorization.reveal() },
    startTimeoutMs,
    signal,
    release: () => http.dispose()
  });
}
