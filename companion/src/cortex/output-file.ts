import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const READABLE_BY_ALL = 0o644;

/**
 * Puts `output.json` into a folder, whole or not at all: written aside, readable by everybody (Cortex reads it as
 * another user), renamed as the last act. Synchronous, so that it also works when the process is about to end.
 */
export function writeOutputFile(folder: string, text: string): void {
  makeFolder(folder);
  const aside = join(folder, `.output-${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(aside, text, { flag: 'wx' });
    chmodSync(aside, READABLE_BY_ALL);
    renameSync(aside, join(folder, 'output.json'));
  } catch (error) {
    removeQuietly(aside);
    throw error;
  }
}

/** Not with `recursive`: below `/proc` Node would never end. The job folder above exists, or nothing can be written. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch {
    // It is there already, or writing into it fails and says why.
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It may not have been made at all; the error that led here is the one to tell.
  }
}
