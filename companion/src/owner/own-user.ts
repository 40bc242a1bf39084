import { access, constants, lstat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';

/** The number of the user we run as. `os.userInfo()` throws for one without an entry in passwd, as containers have it. */
export const ownUid = (): number => process.getuid?.() ?? 0;

/** What the user we run as is called, for a sentence; the number of one without an entry in passwd. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${String(ownUid())}`;
  }
}

/** The home of the user; undefined for one who has none, for whom `os.homedir()` throws. */
export function ownHome(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['HOME'] !== undefined) return environment['HOME'];
  try {
    return homedir();
  } catch {
    // Neither a variable nor an entry in passwd names one.
    return undefined;
  }
}

/**
 * Whether a folder is one of ours: not a link, not made by another user before us, nor open to him, and writable. Names
 * in the temporary folder can be guessed.
 */
export async function isOwnFolder(path: string): Promise<boolean> {
  const status = await lstat(path);
  if (!status.isDirectory() || status.uid !== ownUid() || (status.mode & OTHERS_WRITE) !== 0) return false;
  return access(path, constants.W_OK).then(
    () => true,
    () => false
  );
}

const OTHERS_WRITE = 0o002;
