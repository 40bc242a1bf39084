import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isFailure, type Failure } from '../../../../src/failure.js';
import { catalogueOf, type Catalogue, type Field } from '../fields/catalogue.js';
import { EventsUnreadable, ServeFailed } from '../failures.js';
import { addCounts, type LineCounts } from '../ingest/counts.js';
import { hotColumnOf } from '../ingest/index-event.js';
import { indexBlocks, type WriteBlock } from '../ingest/indexing.js';
import { PathTree } from '../ingest/path-tree.js';
import { readEvent } from '../ingest/read-event.js';
import { readLines } from '../ingest/read-lines.js';
import type { Database } from './database.js';
import type { DuckDBConnection } from './duckdb.js';
import { cacheKey, hasHead, hashHead, type FileHead } from './file-identity.js';
import { EVENT_KINDS, MORE_KINDS } from './layout.js';
import type { LineIndex } from './line-index.js';
import type { PlainFile } from './plain-file.js';
import { segmentFiles } from './segment-files.js';
import { addPaths, storedPaths, type SegmentState } from './segment-state.js';
import { openStored, reasonOf, whyUnusable } from './stored-segment.js';
import { inTransaction } from './transaction.js';

export type Progress = (readBytes: number, allBytes: number) => void;
export type SegmentOptions = {
  readonly cacheFolder: string;
  readonly host?: string;
  readonly onProgress?: Progress;
  /** Ends reading and looking through files; what was read until then is kept. */
  readonly signal?: AbortSignal;
  /** The program that reads large files in a thread; the one beside the bundle unless another is named. */
  readonly indexProgram?: string;
};

/** A cache for this run only, and why. */
type Temporary = { readonly folder: string; readonly reason: string };

/** Blocks between two commits: about 256 MB. */
const BLOCKS_PER_COMMIT = 64;

/**
 * One file of events: its lines stay where they are, found by their number; columns of the hot fields are in a database
 * of its own. Owns the open file, so a file that is renamed or deleted meanwhile can still be read.
 */
export class Segment {
  readonly file: PlainFile;
  readonly inode: number;
  /** Names the file in ids of events. */
  readonly key: string;
  /** The name of its database, for SQL. */
  readonly catalog: string;
  /** What `host` is in events that have none. */
  readonly host: string;
  readonly signal: AbortSignal | undefined;
  readonly #database: Database;
  readonly #handle: FileHandle;
  readonly #lines: LineIndex;
  readonly #paths: PathTree;
  readonly #temporary: Temporary | undefined;
  readonly #indexProgram: string | undefined;
  #state: SegmentState;
  #catalogue: Catalogue | undefined;
  #updating: Promise<unknown> = Promise.resolve();

  private constructor(parts: {
    readonly file: PlainFile;
    readonly inode: number;
    readonly key: string;
    readonly catalog: string;
    readonly database: Database;
    readonly handle: FileHandle;
    readonly lines: LineIndex;
    readonly state: SegmentState;
    readonly host: string;
    readonly signal: AbortSignal | undefined;
    readonly temporary: Temporary | undefined;
    readonly indexProgram: string | undefined;
  }) {
    this.file = parts.file;
    this.inode = parts.inode;
    this.key = parts.key;
    this.catalog = parts.catalog;
    this.#database = parts.database;
    this.#handle = parts.handle;
    this.#lines = parts.lines;
    this.#state = parts.state;
    this.host = parts.host;
    this.signal = parts.signal;
    this.#temporary = parts.temporary;
    this.#indexProgram = parts.indexProgram;
    this.#paths = new PathTree(hotColumnOf);
    addPaths(this.#paths, parts.state.paths);
  }

  /**
   * The segment of `file`, with what is cached of it when that is still true: same path, same inode, same first bytes,
   * and not shorter than before. `update` reads what is new. A cache that another process holds is left to it, and one
   * is made for this run only; so it is when the cache cannot be used for another reason.
   * @throws {@link EventsUnreadable} `EVENTS_UNREADABLE`, {@link ServeFailed} `SERVE_FAILED`: nothing can be stored
   */
  static async open(database: Database, file: PlainFile, options: SegmentOptions): Promise<Segment> {
    const handle = await open(file.path, 'r').catch((error: unknown) => {
      throw new EventsUnreadable(`${file.shownPath} cannot be opened for reading.`, { cause: error });
    });
    try {
      return await Segment.#ofFile(database, { file, handle, options });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  static async #ofFile(
    database: Database,
    {
      file,
      handle,
      options
    }: { readonly file: PlainFile; readonly handle: FileHandle; readonly options: SegmentOptions }
  ): Promise<Segment> {
    const { ino } = await handle.stat();
    const key = cacheKey(file.path, ino);
    const host = options.host ?? basename(file.shownPath).replace(/\.(?:eve\.)?json(?:\.\d+)?(?:\.gz)?$/u, '');
    const make = async (folder: string, temporary?: Temporary): Promise<Segment> => {
      const stored = await openStored(database, segmentFiles(folder, key), handle);
      const { signal, indexProgram } = options;
      const own = { file, inode: ino, key, database, handle, host };
      return new Segment({ ...own, signal, temporary, indexProgram, ...stored });
    };
    try {
      return await make(options.cacheFolder);
    } catch (error) {
      const folder = await mkdtemp(join(tmpdir(), 'huntbook-eve-'));
      try {
        return await make(folder, { folder, reason: whyUnusable(error) });
      } catch {
        await rm(folder, { recursive: true, force: true });
        throw notStored(file, error);
      }
    }
  }

  get counts(): LineCounts {
    return this.#state.counts;
  }

  get lines(): number {
    return this.#state.lines;
  }

  get readBytes(): number {
    return this.#state.endByte;
  }

  /** Why the cache is not used: the end of a sentence about it. */
  get cacheFault(): string | undefined {
    return this.#temporary?.reason;
  }

  get catalogue(): Catalogue {
    return (this.#catalogue ??= catalogueOf(this.#paths));
  }

  field(path: string): Field | undefined {
    return this.catalogue.get(path);
  }

  /** Where a line begins and how long it is, its line break left out. */
  placeOf(line: number): { readonly startByte: number; readonly bytes: number } | undefined {
    const startByte = this.#lines.startOf(line);
    if (startByte === undefined) return undefined;
    const end = this.#lines.startOf(line + 1) ?? this.#state.endByte;
    return { startByte, bytes: end - startByte };
  }

  /** Bytes of the file as it was opened. */
  async read(startByte: number, bytes: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(bytes);
    let read = 0;
    while (read < bytes) {
      const { bytesRead } = await this.#handle.read(buffer, read, bytes - read, startByte + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }

  /** How the file is now: when it `isCut`, it no longer holds what was read of it, and its events are gone. */
  async state(): Promise<{ readonly sizeBytes: number; readonly isCut: boolean }> {
    const { size } = await this.#handle.stat();
    const { endByte, head } = this.#state;
    // Cut and written again it may be as long as before, or longer.
    const isCut = size < endByte || (head.bytes > 0 && !(await hasHead(this.#handle, head)));
    return { sizeBytes: size, isCut };
  }

  /** Reads what the file has more than at the last time. Returns how many lines that were. Calls wait for each other. */
  update(onProgress: Progress = () => undefined): Promise<number> {
    const update = this.#updating.then(() => this.#read(onProgress));
    this.#updating = update.catch(() => undefined);
    return update;
  }

  async close(): Promise<void> {
    await this.#updating;
    await this.#database.detach(this.catalog).catch(() => undefined);
    await Promise.all([this.#handle.close(), this.#lines.close()]);
    if (this.#temporary !== undefined) await rm(this.#temporary.folder, { recursive: true, force: true });
  }

  async #read(onProgress: Progress): Promise<number> {
    const { sizeBytes } = await this.state();
    const before = this.#state.lines;
    if (sizeBytes <= this.#state.endByte) return 0;
    const isWhole = (line: string): boolean => readEvent(line) !== undefined;
    const { endByte: from, lines } = this.#state;
    const blocks = indexBlocks(readLines(this.#handle, { from, to: sizeBytes, isWhole }), {
      program: this.#indexProgram,
      paths: this.#paths,
      host: this.host,
      firstLine: lines,
      bytes: sizeBytes - from
    });
    const connection = await this.#database.connect();
    try {
      for (let isMore = true; isMore;) {
        this.signal?.throwIfAborted();
        isMore = await this.#commitSome(connection, blocks, readBytes => onProgress(readBytes, sizeBytes));
      }
    } catch (error) {
      // What was read since the last commit is read again at the next time.
      this.#lines.cut(this.#state.lines);
      throw this.signal?.aborted === true ? error : notStored(this.file, error);
    } finally {
      await blocks.return();
      connection.closeSync();
    }
    return this.#state.lines - before;
  }

  /** One transaction: some blocks with their lines, counts and paths. Returns whether there may be more. */
  async #commitSome(
    connection: DuckDBConnection,
    blocks: AsyncGenerator<WriteBlock, void, undefined>,
    onRead: (readBytes: number) => void
  ): Promise<boolean> {
    const state = this.#state;
    let { endByte, counts } = state;
    let isMore = true;
    const { catalog } = this;
    const now = await inTransaction({ duckDb: this.#database.duckDb, connection }, async openWriter => {
      const events = await openWriter({ catalog, table: 'ev', kinds: EVENT_KINDS });
      const more = await openWriter({ catalog, table: 'more', kinds: MORE_KINDS });
      const writers = { events, more };
      for (let read = 0; read < BLOCKS_PER_COMMIT && this.signal?.aborted !== true; read += 1) {
        const next = await blocks.next();
        isMore = next.done !== true;
        if (next.done === true) break;
        const block = next.value((table, rows) => writers[table].append(rows));
        for (const start of block.starts) this.#lines.add(start);
        counts = addCounts(counts, block.counts);
        ({ endByte } = block);
        onRead(endByte);
      }
      const isNewHead = state.head.bytes === 0 || state.endByte < state.head.bytes;
      const head = limitHead(isNewHead ? await hashHead(this.#handle) : state.head, endByte);
      const stored = { ...state, head, endByte, counts, lines: this.#lines.count };
      await connection.run(`UPDATE ${catalog}.state SET state = ?`, [
        JSON.stringify({ ...stored, paths: storedPaths(this.#paths) })
      ]);
      await this.#lines.save();
      return stored;
    });
    this.#state = now;
    this.#catalogue = undefined;
    return isMore;
  }
}

function notStored({ shownPath }: PlainFile, cause: unknown): Failure {
  if (isFailure(cause)) return cause;
  const hint = 'Is there room where the cache lies? Another folder is named with --cache.';
  return new ServeFailed(`The events of ${shownPath} cannot be stored: ${reasonOf(cause)}.`, { hint, cause });
}

/** The head may only tell of bytes that were read: more of it may still change. */
function limitHead(head: FileHead, endByte: number): FileHead {
  return head.bytes <= endByte ? head : { bytes: 0, sha256: '' };
}
