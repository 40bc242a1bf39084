import { setTimeout as delay } from 'node:timers/promises';
import { Secret } from '../../../src/secret.js';
import { SciriusClient, type CancelSignal, type FieldCatalog } from '../../../src/scirius/index.js';
import { HttpClient } from '../http/index.js';
import type { SciriusSettings } from './settings.js';

/** A client for one Scirius, and what closes its connections. */
export type ConnectedScirius = { readonly client: SciriusClient; readonly close: () => Promise<void> };

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
