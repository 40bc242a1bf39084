import type { Agent } from 'node:http';
import { rootCertificates } from 'node:tls';
import { readBundle, type HttpSettings } from './http-client.js';
import { isExcepted } from './proxy-exceptions.js';

/** What a WebSocket is opened with so that it goes the way that requests go. */
export type SocketOptions = { readonly ca?: string[]; readonly agent?: Agent };

/**
 * CA and proxy for a WebSocket at `url` (`ws:` or `wss:`).
 * @throws Unreachable `UNREACHABLE` for a bundle or a proxy that cannot be used
 */
export async function socketOptions(
  { caBundle, proxies, noProxy }: Pick<HttpSettings, 'caBundle' | 'proxies' | 'noProxy'>,
  url: URL
): Promise<SocketOptions> {
  const ca = caBundle === undefined ? {} : { ca: [...rootCertificates, await readBundle(caBundle, url.origin)] };
  const proxy = url.protocol === 'wss:' ? proxies.https : proxies.http;
  if (proxy === undefined || isExcepted(url, noProxy)) return ca;
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return { ...ca, agent: new HttpsProxyAgent(proxy, ca) };
}
