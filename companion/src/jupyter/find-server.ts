import { isJsonObject } from '../../../src/json/index.js';
import { jsonOf } from '../kernel/remote/index.js';
import { StorageError } from '../storage/index.js';
import type { JupyterServer } from './connection.js';
import { pagePattern } from './contents-path.js';
import { withRetries } from './retries.js';

/** Whether an address names a file as a Jupyter server shows it. */
export const looksLikeJupyter = ({ pathname, href }: URL): boolean => pagePattern(href).test(pathname);

/**
 * The base URL of the Jupyter server on which an address lies: what stands before the path of one of its pages, else the
 * shortest part at which a server says its version. `undefined` when none does.
 * Source: jupyter_server 2.21, `GET /api`, which asks nobody for a token.
 * @throws StorageError `STORAGE` of kind `unavailable` when none does, and one has no answer for the moment
 */
export async function findServer(
  location: string,
  at: (baseUrl: URL) => JupyterServer,
  signal?: AbortSignal
): Promise<URL | undefined> {
  const { origin, pathname: path } = new URL(location.replace(/^jupyter\+/i, ''));
  const marked = pagePattern(location).exec(path)?.[1];
  let failure: StorageError | undefined;
  for (const pathname of marked === undefined ? foldersAbove(path) : [marked]) {
    const baseUrl = new URL(pathname, origin);
    try {
      if (await isJupyterServer(at(baseUrl), signal)) return baseUrl;
    } catch (error) {
      // What stands above the server may be broken: it is not what is looked for.
      if (!(error instanceof StorageError)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

/**
 * Whether a server of Jupyter answers there: not a page of somebody, nor a hub.
 * @throws StorageError `STORAGE` of kind `unavailable` for an answer for the moment, as of a proxy whose server starts
 * again: it does not say what is there.
 */
export async function isJupyterServer(server: JupyterServer, signal?: AbortSignal): Promise<boolean> {
  const { status, text } = await withRetries(signal, () =>
    server.ask('GET', 'api', signal === undefined ? {} : { signal })
  );
  if (status === 429 || status >= 500) {
    const details = { kind: 'unavailable', location: server.name, operation: 'open' } as const;
    throw new StorageError(details, `it answers ${String(status)} when asked whether it is a Jupyter server`);
  }
  const model = status === 200 ? jsonOf(text) : undefined;
  return isJsonObject(model) && typeof model['version'] === 'string';
}

function foldersAbove(pathname: string): readonly string[] {
  const folders = pathname.split('/').slice(1, -1);
  return ['/', ...folders.map((_, index) => `/${folders.slice(0, index + 1).join('/')}/`)];
}
