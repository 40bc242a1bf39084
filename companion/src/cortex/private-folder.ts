import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TemporaryFolderUnusable } from './failures.js';
import { isAbandoned, ownedPrefix } from './folder-owner.js';

/** Folders of one job that no other user can enter. Gone when disposed. */
export type PrivateFolder = AsyncDisposable & {
  /** For the file of the observable, and for files that a notebook hands over. */
  readonly files: string;
  /** Stands in for a home directory that is missing. */
  readonly home: string;
  /** What the worker itself keeps: certificates. */
  readonly own: string;
  /** The temporary folder that took it. */
  readonly parent: string;
};

/** Where a folder is tried when `TMPDIR` names none that can be used. */
const LAST_RESORT = '/tmp';

/**
 * A new private folder, mode 0700, below the first of `parents` that takes one.
 * `mkdtemp` makes it so; a name that could be guessed would let another user of the machine be there first.
 * @throws TEMPORARY_FOLDER_UNUSABLE
 */
export async function makePrivateFolder(parents: readonly string[] = [tmpdir(), LAST_RESORT]): Promise<PrivateFolder> {
  const root = await makeRoot(parents);
  const folders = { files: join(root, 'files'), home: join(root, 'home'), own: join(root, 'own') };
  await Promise.all(Object.values(folders).map(folder => mkdir(folder, { mode: 0o700 })));
  return {
    ...folders,
    parent: dirname(root),
    async [Symbol.asyncDispose]() {
      // A notebook's leftover process can still be writing here: the job's result does not depend on it.
      await rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  };
}

/** Removes what jobs of ours left that were killed: their folders hold copies of observables. Never rejects. */
export async function removeAbandonedFolders(parent = tmpdir()): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter(isAbandoned)) {
    const path = join(parent, name);
    const status = await lstat(path).catch(() => undefined);
    const isOurs = status?.isDirectory() === true && status.uid === process.getuid?.();
    // Another job can be removing it at this moment.
    if (isOurs) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function makeRoot(parents: readonly string[]): Promise<string> {
  const causes: unknown[] = [];
  for (const parent of parents) {
    try {
      return await mkdtemp(join(parent, ownedPrefix()));
    } catch (cause) {
      causes.push(cause);
    }
  }
  throw new TemporaryFolderUnusable(`No private folder can be made in ${[...new Set(parents)].join(' or ')}.`, {
    hint: "Set TMPDIR of the Cortex service to a folder that Cortex' user can write.",
    cause: causes[0]
  });
}
