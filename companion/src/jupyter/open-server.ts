import type { Access } from './access.js';
import { Connection } from './connection.js';
import { makeSite, type Site } from './site.js';

/** A Jupyter server that runs already, or a gateway: nothing is asked yet. */
export function openServer(access: Access, options: { readonly timeoutMs?: number } = {}): Site {
  const connection = new Connection(access, options);
  return makeSite({
    server: connection.at(access.baseUrl),
    dispose: () => connection[Symbol.asyncDispose]()
  });
}
