import { isJsonObject } from '../../../src/json/index.js';
import { jsonOf } from '../kernel/remote/index.js';
import type { JupyterServer } from './connection.js';

/** Paths that a Jupyter server has below its base URL; what stands before is that. */
const MARKER = /^(.*?\/)(?:api\/contents|lab\/tree|doc\/tree|notebooks|edit|tree)\//;

/** Whether an address names a file as a Jupyter server shows it. */
export const looksLikeJupyter = ({ pathname }: URL): boolean => MARKER.test(pathname);

/**
 * The base URL of the Jupyter server on which an address lies: what stands before the path of one of its pages, else the
 * shortest part at which a server says its version. `undefined` when none does.
 * Source: jupyter_server 2.21, `GET /api`, which asks nobody for a token.
 */
export async function findServer(
  location: URL,
  at: (baseUrl: URL) => JupyterServer,
  signal?: AbortSignal
): Promise<URL | undefined> {
  for (const pathname of candidates(location)) {
    const baseUrl = new URL(pathname, location.origin);
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

function candidates({ pathname }: URL): readonly string[] {
  const marked = MARKER.exec(pathname)?.[1];
  if (marked !== undefined) return [marked];
  const folders = pathname.split('/').slice(1, -1);
  return ['/', ...folders.map((_, index) => `/${folders.slice(0, index + 1).join('/')}/`)];
}
