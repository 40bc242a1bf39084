import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, type ZlibOptions } from 'node:zlib';
import { EventsUnreadable } from '../failures.js';
import { cacheKey } from './file-identity.js';

/** A file of lines that can be read by byte offset. */
export type PlainFile = {
  /** As the user named it. */
  readonly shownPath: string;
  readonly path: string;
  /** Whether more may be added to it: never to what was unpacked. */
  readonly canGrow: boolean;
  /** What went wrong on the way, as a sentence. */
  readonly warning?: string;
};

type PlainFileOptions = { readonly cacheFolder: string; readonly signal?: AbortSignal };

/**
 * `path` itself, or, for a `.gz`, its content unpacked into `cacheFolder`, once for each state of the file. A gz that
 * breaks off gives what could be unpacked, and a warning.
 * @throws {@link EventsUnreadable} `EVENTS_UNREADABLE`
 */
export async function plainFile(path: string, { cacheFolder, signal }: PlainFileOptions): Promise<PlainFile> {
  const found = await stat(path).catch((error: unknown) => {
    throw new EventsUnreadable(`${path} cannot be read: ${reason(error)}.`, { cause: error });
  });
  if (!found.isFile()) throw new EventsUnreadable(`${path} is no file.`, { hint: 'Name a file of EVE events.' });
  const real = await realpath(path);
  if (!real.endsWith('.gz')) return { shownPath: path, path: real, canGrow: true };
  const name = `${cacheKey(real, found.ino)}-${basename(real, '.gz').replaceAll(/[^\w.-]/gu, '_')}`;
  const unpacked = join(cacheFolder, name);
  const stamp = JSON.stringify({ bytes: found.size, modifiedMs: found.mtimeMs });
  const isThere = await stat(unpacked).catch(() => undefined);
  if (isThere && (await readFile(`${unpacked}.stamp`, 'utf8').catch(() => '')) === stamp) {
    return { shownPath: path, path: unpacked, canGrow: false };
  }
  const warning = await unpack(real, unpacked, signal);
  if (warning === undefined) await writeFile(`${unpacked}.stamp`, stamp, { mode: 0o600 });
  return { shownPath: path, path: unpacked, canGrow: false, ...(warning === undefined ? {} : { warning }) };
}

async function unpack(from: string, to: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  // Another server may unpack the same file at the same time.
  const unfinished = `${to}.${randomUUID()}.part`;
  await rm(`${to}.stamp`, { force: true });
  const inflate = (options: ZlibOptions): Promise<void> => {
    const target = createWriteStream(unfinished, { mode: 0o600 });
    const through = signal === undefined ? {} : { signal };
    return pipeline(createReadStream(from), createGunzip(options), target, through);
  };
  let warning: string | undefined;
  try {
    await inflate({}).catch(async (error: unknown) => {
      if (!codeOf(error).startsWith('Z_')) throw error;
      warning = `${from} could be unpacked only in part: ${reason(error)}.`;
      // Once more, so that what comes before the fault is written to its last byte.
      await inflate({ finishFlush: constants.Z_SYNC_FLUSH }).catch((again: unknown) => {
        if (!codeOf(again).startsWith('Z_')) throw again;
      });
    });
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (signal?.aborted === true) throw error;
    throw new EventsUnreadable(`${from} cannot be unpacked: ${reason(error)}.`, {
      hint: 'Is there room where the cache lies? Another folder is named with --cache.',
      cause: error
    });
  }
  return warning;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is none',
  EACCES: 'no permission',
  ENOSPC: 'the disk is full',
  Z_BUF_ERROR: 'it ends too early',
  Z_DATA_ERROR: 'it is damaged'
};

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function reason(error: unknown): string {
  const code = codeOf(error);
  return REASONS[code] ?? (error instanceof Error ? error.message.replace(/\.$/u, '') : code);
}
