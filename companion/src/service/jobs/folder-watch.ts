import { watch } from 'node:fs';

/** Where the system does not tell of changes (network drives, no inotify watches left), they are looked for this often. */
const LOOK_AGAIN_MS = 1_000;

type FolderWatch = Disposable & {
  /** Resolves when something in the folder changed since the last call, at the latest after `ms` or with `signal`. */
  readonly next: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** Watches the files right inside a folder until it is disposed. */
export function watchFolder(path: string): FolderWatch {
  let hasChanged = false;
  let wake = (): void => undefined;
  const tell = (): void => {
    hasChanged = true;
    wake();
  };
  const watcher = startWatcher(path, tell);
  return {
    next: (ms, signal) =>
      new Promise(done => {
        const end = (): void => {
          hasChanged = false;
          clearTimeout(timer);
          signal?.removeEventListener('abort', end);
          wake = () => undefined;
          done();
        };
        const timer = setTimeout(end, Math.min(ms, LOOK_AGAIN_MS));
        signal?.addEventListener('abort', end, { once: true });
        wake = end;
        if (hasChanged || signal?.aborted === true) end();
      }),
    [Symbol.dispose]: () => watcher?.close()
  };
}

function startWatcher(path: string, tell: () => void): ReturnType<typeof watch> | undefined {
  try {
    const watcher = watch(path, tell);
    // Told once more, so that whoever waits sees what became of the folder.
    watcher.on('error', tell);
    return watcher;
  } catch {
    // No watch to be had: looking again has to do.
    return undefined;
  }
}
