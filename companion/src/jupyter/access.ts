import type { Secret } from '../../../src/secret.js';

/** How a Jupyter server, hub or gateway is reached. */
export type Access = {
  /** Its base URL, with a slash at its end and without any credential. */
  readonly baseUrl: URL;
  /** Goes to the origin of `baseUrl` and to no other, in a header. */
  readonly token: Secret | undefined;
} & Way;

/** The way there: the same for every server of a job. */
export type Way = {
  /** A PEM file of CAs that are trusted besides the usual ones. */
  readonly caBundle: string | undefined;
  readonly proxies: { readonly http: string | undefined; readonly https: string | undefined };
  readonly noProxy: string;
};

/** The way that the environment of a process says. Source: curl(1), "ENVIRONMENT"; Node, `NODE_EXTRA_CA_CERTS`. */
export function wayOfEnvironment(environment: NodeJS.ProcessEnv): Way {
  const value = (...names: readonly string[]): string | undefined =>
    names.map(name => environment[name]?.trim()).find(text => text !== undefined && text !== '');
  return {
    // Node itself reads NODE_EXTRA_CA_CERTS.
    caBundle: undefined,
    proxies: { http: value('HTTP_PROXY', 'http_proxy'), https: value('HTTPS_PROXY', 'https_proxy') },
    noProxy: value('NO_PROXY', 'no_proxy') ?? ''
  };
}

/** A base URL as people copy it: with or without a slash at its end, also with the page they looked at. */
export function baseUrlOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.hash = '';
  url.search = '';
  url.pathname = `${url.pathname.replace(/\/(?:lab|tree|notebooks|hub)(?:\/.*)?$/, '').replace(/\/+$/, '')}/`;
  return url;
}
