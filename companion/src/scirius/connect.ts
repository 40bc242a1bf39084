import { setTimeout as delay } from 'node:timers/promises';
import { Secret } from '../../../src/secret.js';
import { SciriusClient, type CancelSignal, type FieldCatalog } from '../../../src/scirius/index.js';
import { HttpClient, type HttpSettings } from '../http/index.js';
import type { SciriusSettings } from './settings.js';

/** A client for one Scirius, and what closes its connections. */
export type ConnectedScirius = { readonly client: SciriusClient; readonly close: () => Promise<void> };

/** The settings and questions of a Scirius that a person can change. */
const HINTS: NonNullable<HttpSettings['hints']> = {
  untrusted: 'Name the file with its CA in SCIRIUS_CA_BUNDLE, or set SCIRIUS_TLS_VERIFY=no.',
  timeout: 'Ask for a shorter time range, or look whether the server runs.',
  broken: 'Ask again, or for fewer events at a time.',
  'too-large': 'Ask for fewer events at a time.'
};

/** Connects nothing yet: the first request does. The token stays in the HTTP client. */
export function connectScirius(
  settings: SciriusSettings,
  options: { readonly catalog?: FieldCatalog; readonly timeoutMs?: number } = {}
): ConnectedScirius {
  const { origin } = new URL(settings.baseUrl);
  const { timeoutMs, ...rest } = options;
  const http = new HttpClient({
    origin,
    authorization: new Secret(`Token ${settings.token.reveal()}`),
    verifyTls: settings.tlsVerify,
    caBundle: settings.caBundle,
    proxies: settings.proxies,
    noProxy: settings.noProxy,
    hints: HINTS,
    ...(timeoutMs === undefined ? {} : { timeoutMs })
  });
  const client = new SciriusClient(
    {
      baseUrl: settings.baseUrl,
      fetch: (url, { signal, ...init }) => http.fetch(url, { ...init, signal: abortSignalOf(signal) }),
      wait: async (milliseconds, signal) => {
        const abort = abortSignalOf(signal);
        await delay(milliseconds, undefined, abort === undefined ? {} : { signal: abort });
      }
    },
    rest
  );
  return { client, close: () => http.dispose() };
}

/** The pure client knows no `AbortSignal`; what it was handed here is one. */
function abortSignalOf(signal: CancelSignal | undefined): AbortSignal | undefined {
  return signal instanceof AbortSignal ? signal : undefined;
}
