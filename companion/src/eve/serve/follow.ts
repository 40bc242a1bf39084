import { stat } from 'node:fs/promises';
import { describeFailure } from '../../../../src/failure.js';
import type { EventStore, StoredFile } from '../store/event-store.js';

/**
 * A file that is read on while it grows, and what was made of it so far: nothing while it cannot be read. `failure` is
 * what was told of it last.
 */
export type Followed = {
  readonly path: string;
  readonly file: StoredFile | undefined;
  readonly failure?: string | undefined;
};
export type FollowNote = (sentence: string) => void;

/**
 * Looks once at every file: reads what is new; takes up the new file where one was renamed and begun again; drops the
 * events of one that was cut, since its lines are gone. What fails is told once and tried again at the next look, and
 * keeps no other file waiting. Returns what is followed from now on.
 */
export async function followOnce(
  store: EventStore,
  followed: readonly Followed[],
  note: FollowNote
): Promise<readonly Followed[]> {
  return Promise.all(followed.map(one => lookOrTell(store, one, note)));
}

async function lookOrTell(store: EventStore, one: Followed, note: FollowNote): Promise<Followed> {
  let { file } = one;
  try {
    if (file !== undefined && (await isCut(file))) {
      note(`${one.path} was cut: the ${file.segment.counts.events.toLocaleString('en')} events that it held are gone.`);
      const gone = file;
      file = undefined;
      await store.remove(gone);
    }
    return { path: one.path, file: await look(store, one.path, { file, note }) };
  } catch (error) {
    const failure = describeFailure(error);
    if (failure !== one.failure) note(failure);
    return { path: one.path, file, failure };
  }
}

async function isCut({ segment }: StoredFile): Promise<boolean> {
  return segment.file.canGrow && (await segment.state()).isCut;
}

/** Reads what is new. Returns the file that is at `path` now. */
async function look(
  store: EventStore,
  path: string,
  { file, note }: { readonly file: StoredFile | undefined; readonly note: FollowNote }
): Promise<StoredFile> {
  if (file === undefined) return store.add(path);
  const { segment } = file;
  if (!segment.file.canGrow) return file;
  await segment.update();
  const now = await stat(path).catch(() => undefined);
  // While nobody has begun a new file, or it is still empty, there is nothing to take up.
  if (now === undefined || now.size === 0) return file;
  // Nor when it is this one, or one that had another name before: logs are renamed one after the other.
  if (store.files.some(one => one.segment.inode === now.ino)) return file;
  // The last lines of the old file may have been written just before.
  await segment.update();
  const next = await store.add(path);
  note(`${path} was begun again: its earlier events stay.`);
  return next;
}

/** Follows files until `signal`, looking every `everyMs`. */
export async function follow(
  store: EventStore,
  files: readonly Followed[],
  { signal, everyMs, note }: { readonly signal: AbortSignal; readonly everyMs: number; readonly note: FollowNote }
): Promise<void> {
  let followed = files;
  while (!signal.aborted) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    followed = await followOnce(store, followed, note);
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
