/** Loopback never goes through a proxy. */
const LOOPBACK = 'localhost,127.0.0.1,::1,[::1]';

/** What `NO_PROXY` says, and loopback. `*`, which stands for every host, stays alone. */
export function exceptionsOf(noProxy: string): string {
  const given = noProxy.trim();
  return given === '' ? LOOPBACK : given === '*' ? given : `${given},${LOOPBACK}`;
}

/**
 * Whether a host is excepted from the proxy: by its name, as part of a domain (`example.org`, `.example.org` and
 * `*.example.org` mean the same), with a port only on that port; `*` excepts all.
 * Source: undici 7, `EnvHttpProxyAgent`, which decides so for requests; this decides for WebSockets.
 */
export function isExcepted({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const exceptions = exceptionsOf(noProxy);
  if (exceptions === '*') return true;
  const host = hostname.toLowerCase();
  const ownPort = port === '' ? (/^(?:https|wss):$/.test(protocol) ? '443' : '80') : port;
  return exceptions.split(/[,\s]+/).some(entry => {
    const { name, port: wanted } = readEntry(entry);
    if (name === '' || (wanted !== undefined && wanted !== ownPort)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

function readEntry(entry: string): { readonly name: string; readonly port: string | undefined } {
  // `::1` and `[::1]`: what looks like a port is none.
  const isAddress = /^\[?[\da-f]*:[\da-f]*:[\da-f:]*\]?$/i.test(entry);
  const [, name = entry, port] = isAddress ? [] : (/^(.+?)(?::(\d+))?$/.exec(entry) ?? []);
  return { name: name.replace(/^\*?\./, '').toLowerCase(), port };
}
