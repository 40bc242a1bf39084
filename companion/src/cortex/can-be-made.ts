import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownName } from '../owner/index.js';

/** Whether a folder can be written, or could be made in the nearest folder above it that exists. */
export function canBeMade(folder: string): boolean {
  return folderObstacle(folder) === undefined;
}

/** What stands in the way of writing or making a folder, as a sentence that names this user; `undefined`: nothing. */
export function folderObstacle(folder: string): string | undefined {
  const nearest = nearestThatExists(folder);
  if (!statSync(nearest).isDirectory()) return `${nearest} is a file, and not a folder.`;
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    // That is the answer.
    const username = ownName();
    return nearest === folder
      ? `The user ${username} may not write in ${folder}.`
      : `${folder} does not exist, and the user ${username} may not make it in ${nearest}.`;
  }
}

/** The root always exists, so going up ends there. */
function nearestThatExists(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestThatExists(dirname(path));
}
