import { isJsonObject } from '../../../src/json/index.js';
import { jsonOf } from '../kernel/remote/index.js';
import type { JupyterServer } from './connection.js';
import { pagePattern } from './contents-path.js';

/** Whether an address names a file as a Jupyter server shows it. */
export const looksLikeJupyter = ({ pathname, href }: URL): boolean => pagePattern(href).test(pathname);

/**
 * The base URL of the Jupyter server on which an address lies: what stands before the path of one of its pages, else the
 * shortest part at which a server says its version. `undefined` when none does.
 * Source: jupyter_server 2.21, `GET /api`, which asks nobody for a token.
 */
export async function findServer(
  location: string,
  at: (baseUrl: URL) => JupyterServer,
  signal?: AbortSignal
): Promise<URL | undefined> {
  const { origin, pathname: path } = new URL(location.replace(/^jupyter\+/i, ''));
  const marked = pagePattern(location).exec(path)?.[1];
  for (const pathname of marked === undefined ? foldersAbove(path) : [marked]) {
    const baseUrl = new URL(pathname, origin);
    if (await isJupyterServer(at(baseUrl), signal)) return baseUrl;
  }
  return undefined;
}

/** Whether a server of Jupyter answers there: not a page of somebody, nor a hub. */
export async function isJupyterServer(server: JupyterServer, signal?: AbortSignal): Promise<boolean> {
  const { status, text } = await server.ask('GET', 'api', signal === undefined ? {} : { signal });
  const model = status === 200 ? jsonOf(text) : undefined;
  return isJsonObject(model) && typeof model['version'] === 'string';
}

function foldersAbove(pathname: string): readonly string[] {
  const folders = pathname.split('/').slice(1, -1);
  return ['/', ...folders.map((_, index) => `/${folders.slice(0, index + 1).join('/')}/`)];
}
