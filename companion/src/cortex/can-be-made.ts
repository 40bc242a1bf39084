import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether a folder can be written, or could be made in the nearest folder above it that exists. */
export function canBeMade(folder: string): boolean {
  // Below a file there is nothing, and `stat` would throw.
  if (!existsSync(folder)) return folder !== dirname(folder) && canBeMade(dirname(folder));
  if (!statSync(folder).isDirectory()) return false;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}
