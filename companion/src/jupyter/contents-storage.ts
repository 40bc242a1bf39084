import { StorageError, type Storage } from '../storage/index.js';
import type { JupyterServer } from './connection.js';
import { Contents } from './contents.js';
import { encodePath, locationOf, pathBelow, type ContentsPath } from './contents-path.js';

/**
 * The files of a Jupyter server as a storage. Locations are addresses below its base URL, with or without `jupyter+`
 * before them, also those of the pages on which a person sees the file. Folders are made when something is written.
 * What somebody else has changed since this storage wrote it is not written over: `STORAGE` of kind `conflict`.
 */
export function contentsStorage(server: JupyterServer): Storage {
  const contents = new Contents(server);
  /** When the server stored what we wrote last, by path. */
  const written = new Map<string, string>();
  const located = (location: string, operation: 'read' | 'write' | 'list'): ContentsPath => {
    const path = pathBelow(location, server.baseUrl);
    if (path !== undefined) return path;
    throw new StorageError(
      { kind: 'bad-name', location: describe(location), operation },
      `it is no address of a file on ${server.name}`
    );
  };
  const describe = (location: string): string => {
    const path = pathBelow(location, server.baseUrl);
    return path === undefined ? server.name : `${server.name}/${encodePath(path) ?? ''}`;
  };
  return {
    read: async (location, { signal } = {}) => contents.readText(located(location, 'read'), signal),
    async write(location, text, { signal } = {}) {
      const path = located(location, 'write');
      const key = path.join('/');
      const before = written.get(key);
      if (before === undefined) await contents.makeFolder(path.slice(0, -1), signal);
      else {
        const now = await contents.look(path, { operation: 'write', signal });
        if (now !== undefined && now.lastModified !== before) {
          const details = { kind: 'conflict', location: describe(location), operation: 'write' } as const;
          throw new StorageError(details, 'somebody else has changed it meanwhile');
        }
      }
      written.set(key, (await contents.writeText(path, text, signal)).lastModified);
    },
    async list(folder) {
      const path = located(folder, 'list');
      const names = [...(await contents.list(path))].sort();
      return names.map(name => locationOf(server.baseUrl, [...path, name]));
    },
    describe
  };
}
