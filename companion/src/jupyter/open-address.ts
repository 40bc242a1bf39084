import { StorageError, type Storage } from '../storage/index.js';
import type { Access } from './access.js';
import { Connection } from './connection.js';
import { isJupyterServer } from './find-server.js';
import { openServer } from './open-server.js';
import type { Site } from './site.js';
import { webStorage } from './web-storage.js';

/** What lies at an address: a Jupyter server, or plain files. */
export type Opened =
  | ({ readonly kind: 'site'; readonly site: Site } & AsyncDisposable)
  | ({ readonly kind: 'web'; readonly storage: Storage } & AsyncDisposable);

/**
 * A Jupyter server that says its version at the base URL, else plain files below it.
 * @throws Unreachable `UNREACHABLE`; StorageError `STORAGE` when there is a token, and no Jupyter server that it is for
 */
export async function openAddress(access: Access, signal?: AbortSignal): Promise<Opened> {
  await using connection = new Connection(access);
  if (await isJupyterServer(connection.at(access.baseUrl), signal)) {
    const site = openServer(access);
    return { kind: 'site', site, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
  }
  // Plain files are asked for without it: what comes then is the page on which a person logs in.
  if (access.token !== undefined) {
    const details = { kind: 'unsupported', location: access.baseUrl.href, operation: 'open' } as const;
    throw new StorageError(details, 'a token is given, and no Jupyter server answers at this address');
  }
  const storage = webStorage(access, access.baseUrl.origin);
  return { kind: 'web', storage, [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose]() };
}
