import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { ServiceAbsent, type Pause, type Send } from '../../service-api/index.js';

/** Where jupyter-server-proxy puts the service, below the base address of the server. */
const PREFIX = 'huntbook';

/**
 * Sends requests to the service through the Jupyter server, with its token and XSRF header. A login page is not followed:
 * it would answer in the place of the service.
 */
export function sendThrough(settings: ServerConnection.ISettings): Send {
  return async (path, { method, headers, body, signal }) => {
    const url = URLExt.join(settings.baseUrl, PREFIX) + path;
    const init: RequestInit = {
      method,
      headers: { ...headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal })
    };
    const response = await ServerConnection.makeRequest(url, init, settings).catch(rethrow);
    // A redirect that is not followed has no status that a page may see; only the login redirects here.
    const status = response.type === 'opaqueredirect' ? LOGIN_STATUS : response.status;
    return { status, text: () => response.text().catch(rethrow), pieces: () => piecesOf(response) };
  };
}

const LOGIN_STATUS = 302;

async function* piecesOf(response: Response): AsyncGenerator<string, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(rethrow);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    // Whoever stops reading lets the connection go; it can be broken already.
    reader.cancel().catch(() => undefined);
  }
}

function rethrow(cause: unknown): never {
  throw new ServiceAbsent('The Jupyter server does not answer.', { details: { status: 0 }, cause });
}

/** A pause that ends early with its signal. */
export const pause: Pause = (ms, signal) =>
  new Promise(done => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted === true) end();
  });
