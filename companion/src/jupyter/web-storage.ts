import type { HttpAnswer } from '../http/index.js';
import { HttpClient } from '../http/index.js';
import { describeLocation, StorageError, type Storage, type StorageOperation } from '../storage/index.js';
import type { Way } from './access.js';

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Files at plain web addresses: GET to read, PUT of the bare text to write, without any credential.
 * Source: papermill 2.7 `iorw.py`, `HttpHandler`; unlike there, what the server answers is looked at.
 */
export function webStorage(way: Way, origin: string): Storage & AsyncDisposable {
  const http = new HttpClient({ ...way, origin, authorization: undefined, verifyTls: true });
  const failed = (operation: StorageOperation, location: string, status: number): StorageError => {
    const kind =
      status === 404 || status === 410 ? 'not-found' : status === 401 || status === 403 ? 'refused' : 'unavailable';
    const reason = kind === 'not-found' ? 'there is no such file or folder' : `the server answered ${String(status)}`;
    return new StorageError({ kind, location: describeLocation(location), operation }, reason);
  };
  return {
    async read(location, { signal } = {}) {
      const answer = await follow(location, url =>
        http.fetch(url, { method: 'GET', headers: { accept: 'application/json' }, redirect: 'manual', signal })
      );
      if (answer.status !== 200) throw failed('read', location, answer.status);
      return answer.text();
    },
    async write(location, text, { signal } = {}) {
      const headers = { 'content-type': 'application/json' };
      const answer = await http.fetch(location, { method: 'PUT', headers, body: text, redirect: 'manual', signal });
      await answer.text();
      if (answer.status < 200 || answer.status > 299) throw failed('write', location, answer.status);
    },
    list: folder => {
      const details = { kind: 'unsupported', location: describeLocation(folder), operation: 'list' } as const;
      return Promise.reject(new StorageError(details, 'web addresses have no folders'));
    },
    describe: describeLocation,
    [Symbol.asyncDispose]: () => http.dispose()
  };
}

/** Without a credential it does not matter where a redirect leads to. */
async function follow(location: string, ask: (url: string) => Promise<HttpAnswer>): Promise<HttpAnswer> {
  let url = location;
  for (let hops = 0; ; hops += 1) {
    const answer = await ask(url);
    const target = REDIRECTS.has(answer.status) ? answer.headers.get('location') : null;
    if (target === null || hops === MAX_REDIRECTS || !URL.canParse(target, url)) return answer;
    await answer.text();
    const next = new URL(target, url);
    if (next.protocol !== 'http:' && next.protocol !== 'https:') return answer;
    url = next.href;
  }
}
