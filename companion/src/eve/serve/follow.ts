import { stat } from 'node:fs/promises';
import type { EventStore, StoredFile } from '../store/event-store.js';

/** A file that is read on while it grows, and what was made of it so far. */
export type Followed = { readonly path: string; readonly file: StoredFile };
export type FollowNote = (sentence: string) => void;

/**
 * Looks once at every file: reads what is new; takes up the new file where one was renamed and begun again; drops the
 * events of one that was cut, since its lines are gone. Returns what is followed from now on.
 */
export async function followOnce(
  store: EventStore,
  followed: readonly Followed[],
  note: FollowNote
): Promise<readonly Followed[]> {
  return Promise.all(followed.map(one => look(store, one, note)));
}

async function look(store: EventStore, { path, file }: Followed, note: FollowNote): Promise<Followed> {
  const { segment } = file;
  if (!segment.file.canGrow) return { path, file };
  const { inode, isShorter } = await segment.state();
  if (isShorter) {
    note(`${path} was cut: the ${segment.counts.events.toLocaleString('en')} events that it held are gone.`);
    await store.remove(file);
    return { path, file: await store.add(path) };
  }
  await segment.update();
  const now = await stat(path).catch(() => undefined);
  // While nobody has begun a new file, or it is still empty, there is nothing to take up.
  if (now === undefined || now.ino === inode || now.size === 0) return { path, file };
  note(`${path} was begun again: its earlier events stay.`);
  return { path, file: await store.add(path) };
}

/** Follows files until `signal`, looking every `everyMs`. What fails is told and tried again. */
export async function follow(
  store: EventStore,
  files: readonly Followed[],
  { signal, everyMs, note }: { readonly signal: AbortSignal; readonly everyMs: number; readonly note: FollowNote }
): Promise<void> {
  let followed = files;
  while (!signal.aborted) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    try {
      followed = await followOnce(store, followed, note);
    } catch (error) {
      note(error instanceof Error ? error.message : String(error));
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
