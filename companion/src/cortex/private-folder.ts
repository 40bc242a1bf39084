import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one job that no other user can enter. Gone when disposed. */
export type PrivateFolder = AsyncDisposable & {
  /** For the file of the observable, and for files that a notebook hands over. */
  readonly files: string;
  /** Stands in for a home directory that is missing. */
  readonly home: string;
  /** What the worker itself keeps: certificates. */
  readonly own: string;
};

/**
 * A new private folder below `parent` (default: the system's temporary folder), mode 0700.
 * `mkdtemp` makes it so; a name that could be guessed would let another user of the machine be there first.
 */
export async function makePrivateFolder(parent = tmpdir()): Promise<PrivateFolder> {
  const root = await mkdtemp(join(parent, 'huntbook-job-'));
  const folders = { files: join(root, 'files'), home: join(root, 'home'), own: join(root, 'own') };
  await Promise.all(Object.values(folders).map(folder => mkdir(folder, { mode: 0o700 })));
  return {
    ...folders,
    async [Symbol.asyncDispose]() {
      // A notebook's leftover process can still be writing here: the job's result does not depend on it.
      await rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  };
}
