import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describeFailure } from '../../../../src/failure.js';
import { Secret } from '../../../../src/secret.js';
import { addCounts, describeLosses, NO_LINES, type LineCounts } from '../ingest/counts.js';
import { createApp } from '../rest/app.js';
import { EventStore, type StoredFile } from '../store/event-store.js';
import type { Progress } from '../store/segment.js';
import { eventsOfCapture, isCapture } from './capture.js';
import { makeCertificate } from './certificate.js';
import { follow, type Followed } from './follow.js';
import { listen } from './listen.js';

export type ServeOptions = {
  readonly files: readonly string[];
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly token: Secret;
  readonly cacheFolder: string;
  readonly isTls: boolean;
  readonly isFollowed: boolean;
  readonly version: string;
  readonly onProgress?: Progress;
  /** Ends the start, also while files are read; `close` ends what comes after it. */
  readonly signal?: AbortSignal;
  /** Told in sentences what a person should know: lines that are no events, files that were begun again, failures. */
  readonly note: (sentence: string) => void;
};

export type Serving = { readonly url: string; readonly counts: LineCounts; readonly close: () => Promise<void> };

const LOOK_EVERY_MS = 1_000;
const TOKEN_BYTES = 20;

/** A token as Scirius makes them: forty hexadecimal digits. */
export const makeToken = (): Secret => new Secret(randomBytes(TOKEN_BYTES).toString('hex'));

/** Where caches lie unless somebody says otherwise. Source: the XDG base directory specification. */
export function usualCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const base = environment.XDG_CACHE_HOME;
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'huntbook', 'eve');
}

/**
 * Reads files of events, serves them as a Scirius would, and goes on until `close`. Throws the reason of the signal when
 * that is aborted before.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { cacheFolder, note, onProgress } = options;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const store = await EventStore.open({ cacheFolder, signal, ...(onProgress === undefined ? {} : { onProgress }) });
  // What ends because everything ends is no news.
  const tell = (sentence: string): void => {
    if (!signal.aborted) note(sentence);
  };
  try {
    const followed: Followed[] = [];
    for (const path of new Set(options.files)) {
      const file = await addFile(store, path, { ...options, signal });
      // Of a capture it is the events that are followed.
      followed.push({ path: file.segment.file.shownPath, file });
    }
    const app = createApp({ ...options, store, onFailure: error => tell(describeFailure(error)) });
    const certificate = options.isTls ? await makeCertificate() : undefined;
    signal.throwIfAborted();
    const { url, close } = await listen(app, { host: options.host, port: options.port, certificate });
    const following = options.isFollowed
      ? follow(store, followed, { signal: stop.signal, everyMs: LOOK_EVERY_MS, note: tell })
      : Promise.resolve();
    const counts = store.files.map(({ segment }) => segment.counts).reduce(addCounts, NO_LINES);
    return {
      url,
      counts,
      close: async () => {
        stop.abort();
        await Promise.all([following, close()]);
        await store.close();
      }
    };
  } catch (error) {
    stop.abort();
    await store.close();
    throw error;
  }
}

async function addFile(
  store: EventStore,
  path: string,
  { cacheFolder, note, signal }: ServeOptions
): Promise<StoredFile> {
  const options = { cacheFolder, ...(signal === undefined ? {} : { signal }) };
  const events = (await isCapture(path)) ? await eventsOfCapture(path, options) : path;
  const file = await store.add(events);
  const { segment } = file;
  const losses = describeLosses(segment.counts);
  if (losses !== undefined) note(`${path}: ${losses}`);
  if (segment.file.warning !== undefined) note(segment.file.warning);
  if (segment.cacheFault !== undefined) note(`The cache of ${path} ${segment.cacheFault}: this run keeps its own.`);
  const { sizeBytes } = await segment.state();
  if (sizeBytes > segment.readBytes) note(`${path}: its last line is unfinished and was left out for now.`);
  return file;
}
