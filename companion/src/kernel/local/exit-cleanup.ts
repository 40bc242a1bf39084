import { rmSync } from 'node:fs';
import { signalGroup } from './process-group.js';

/** What must not outlive our process. One set for the process, because `exit` is an event of the process. */
const remains = new Set<{ readonly folder: string; readonly groupId: number | undefined }>();
let isListening = false;

/**
 * Sees to it that a kernel's processes and files go when our process exits without having shut it down
 * (`process.exit` in the middle of a job). Call what it returns once they are gone in the ordinary way.
 */
export function cleanUpAtExit(folder: string, groupId: number | undefined): () => void {
  const entry = { folder, groupId };
  remains.add(entry);
  if (!isListening) process.once('exit', cleanUpNow);
  isListening = true;
  return () => {
    remains.delete(entry);
  };
}

function cleanUpNow(): void {
  for (const { folder, groupId } of remains) {
    if (groupId !== undefined) signalGroup(groupId, 'SIGKILL');
    removeFolder(folder);
  }
}

/** Removes a kernel's private folder; a folder that cannot be removed is no reason to fail a job that is done. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    // A file appeared while the folder was emptied, or the disk is gone: the guardian or the system cleans up later.
  }
}
