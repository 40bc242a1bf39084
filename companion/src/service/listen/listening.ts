import type { Server } from 'node:http';
import type { ListenOptions } from 'node:net';
import { ServicePlaceUnusable } from '../failures.js';

/** Resolves when the server listens. @throws SERVICE_PLACE_UNUSABLE */
export function listening(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((done, fail) => {
    const refuse = (cause: NodeJS.ErrnoException): void => {
      const where = options.path ?? `port ${String(options.port)}`;
      fail(
        new ServicePlaceUnusable(`The service cannot listen on ${where} (${cause.code ?? 'unknown reason'}).`, {
          cause
        })
      );
    };
    server.once('error', refuse);
    server.listen(options, () => {
      server.off('error', refuse);
      done();
    });
  });
}
