import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attempt } from './attempt.js';
import { decodeText } from './decode-text.js';
import { errorCode } from './failures.js';
import type { Storage } from './storage.js';

export type LocalStorageOptions = {
  /** Create the folders above a file that is written; default false, as papermill. */
  readonly mkdirs?: boolean;
};

/** Files of this machine, by paths relative to the process's working folder. Writing is atomic: see {@link writeAtomically}. */
export function localStorage(options: LocalStorageOptions = {}): Storage {
  return {
    async read(location, { signal } = {}) {
      const bytes = await attempt({ operation: 'read', location, signal }, () =>
        readFile(location, signal === undefined ? {} : { signal })
      );
      return decodeText(bytes, location);
    },
    async write(location, text, { signal, durable = true } = {}) {
      await attempt({ operation: 'write', location, signal }, async () => {
        signal?.throwIfAborted();
        if (options.mkdirs === true) await mkdir(dirname(location), { recursive: true });
        await writeAtomically(location, text, durable);
      });
    },
    async list(folder) {
      const entries = await attempt({ operation: 'list', location: folder }, () =>
        readdir(folder, { withFileTypes: true })
      );
      return entries
        .filter(entry => !entry.isDirectory())
        .map(entry => join(folder, entry.name))
        .sort();
    },
    describe: location => location
  };
}

type Target = { readonly path: string; readonly mode?: number; readonly isRegular: boolean };

/**
 * Writes a file so that a reader, a crash or a full disk sees the old content or the new one, never a part: a temporary
 * file in the same folder takes the mode of the old file and then its name. A symbolic link stays and its target is
 * replaced. Devices, pipes, and files in a folder where nothing can be created are written directly.
 */
async function writeAtomically(location: string, text: string, durable: boolean): Promise<void> {
  const target = await findTarget(location);
  if (!target.isRegular) return writeFile(target.path, text);
  const temporary = join(dirname(target.path), `.huntbook-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeNew(temporary, text, { mode: target.mode, durable });
    await rename(temporary, target.path);
  } catch (error) {
    // A half-written file would fill the disk further; that it may not exist is fine.
    await unlink(temporary).catch(() => undefined);
    if (target.mode === undefined || !ONLY_IN_PLACE.has(errorCode(error))) throw error;
    await writeFile(target.path, text);
  }
}

// No file may be created in that folder, or the file is a mount point of its own (Docker binds single files so).
const ONLY_IN_PLACE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EBUSY', 'EXDEV']);

async function findTarget(location: string): Promise<Target> {
  try {
    const path = await realpath(location);
    const found = await stat(path);
    // A folder counts as regular: renaming onto it fails with EISDIR, which is the message we want.
    return { path, mode: found.mode & 0o7777, isRegular: found.isFile() || found.isDirectory() };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { path: location, isRegular: true };
    throw error;
  }
}

async function writeNew(
  path: string,
  text: string,
  options: { readonly mode: number | undefined; readonly durable: boolean }
): Promise<void> {
  // Private until it has the mode of the file that it replaces.
  const file = await open(path, 'wx', options.mode === undefined ? 0o666 : 0o600);
  try {
    if (options.mode !== undefined) await file.chmod(options.mode);
    await file.writeFile(text);
    if (options.durable) await file.sync();
  } finally {
    await file.close();
  }
}
