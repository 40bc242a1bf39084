import { stat } from 'node:fs/promises';
import { openStorage, type Storage } from '../storage/index.js';
import { NotebookNotRegular } from './failures.js';
import { untilAborted } from './until-aborted.js';

/**
 * The text of a notebook. Reading a pipe or a device could wait for ever, so nothing but a regular file is opened, and
 * nothing is waited for once `signal` is aborted.
 * @throws NOTEBOOK_NOT_REGULAR, STORAGE, the reason of `signal`
 */
export async function readRegular(location: string, signal: AbortSignal): Promise<string> {
  const storage = openStorage(location);
  return untilAborted(signal, readChecked(storage, location, signal));
}

async function readChecked(storage: Storage, location: string, signal: AbortSignal): Promise<string> {
  // What cannot be examined cannot be read either; the storage tells why.
  const status = await stat(location).catch(() => undefined);
  if (status !== undefined && !status.isFile() && !status.isDirectory()) {
    throw new NotebookNotRegular(`${storage.describe(location)} is not a regular file.`, {
      hint: 'input_paths names notebooks; a pipe or a device cannot be one.'
    });
  }
  return storage.read(location, { signal });
}
