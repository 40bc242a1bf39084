import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './error-code.js';

/**
 * Makes a folder and those above it that are missing, one level after the other. Node's own recursive `mkdir` never ends
 * where a folder exists and takes none (`/proc`): it goes up and down between the two levels for ever.
 * @throws the system's error of the level that cannot be made
 */
export async function makeFolders(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = path; !(await isFolder(folder)); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) await makeOne(folder);
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    // Another job can have made it in the meantime.
    if (errorCode(error) !== 'EEXIST' || !(await isFolder(folder))) throw error;
  }
}

/** False for what does not exist. The root always exists, so going up ends there. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT' && dirname(path) !== path;
    if (isMissing) return false;
    throw error;
  }
}
