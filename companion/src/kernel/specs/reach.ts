import { accessSync, constants, lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, parse, resolve, sep } from 'node:path';

/** Whether it is a folder that we can see; never throws, also not for what lies in a closed folder. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Missing, or below a folder that is closed to this user: no folder of ours either way.
    return false;
  }
}

/** Source: `MAXSYMLINKS` of Linux. */
const MAX_LINKS = 40;

/**
 * The folder that keeps this user from `path`, or from what a link there leads to; undefined when none does. The kernel's
 * own word for it, EACCES, names the path asked for, which tells an administrator nothing about what to open.
 */
export function closedFolderOf(path: string, linksLeft = MAX_LINKS): string | undefined {
  const full = resolve(path);
  const { root } = parse(full);
  const parts = full.slice(root.length).split(sep);
  let place = root;
  for (const part of parts) {
    const next = resolve(place, part);
    if (!isOpen(place)) return place;
    const target = linkAt(next);
    if (target !== undefined && linksLeft > 0) {
      const closed = closedFolderOf(resolve(dirname(next), target), linksLeft - 1);
      if (closed !== undefined) return closed;
    }
    place = next;
  }
  return isFolder(place) && !isOpen(place) ? place : undefined;
}

function isOpen(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EACCES';
  }
}

function linkAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    // What is not there is no link.
    return undefined;
  }
}
