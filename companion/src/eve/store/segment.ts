import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { catalogueOf, type Catalogue, type Field } from '../fields/catalogue.js';
import { EventsUnreadable } from '../failures.js';
import { addCounts, NO_LINES, type LineCounts } from '../ingest/counts.js';
import { hotColumnOf, indexEvent, type IndexTarget } from '../ingest/index-event.js';
import { PathTree } from '../ingest/path-tree.js';
import { readEvent } from '../ingest/read-event.js';
import { readLines, type LineBlock } from '../ingest/read-lines.js';
import type { Database } from './database.js';
import type { DuckDBConnection } from './duckdb.js';
import { cacheKey, hasHead, hashHead, type FileHead } from './file-identity.js';
import { columnName, EVENT_KINDS, LAYOUT_VERSION, MORE_KINDS } from './layout.js';
import { LineIndex } from './line-index.js';
import type { PlainFile } from './plain-file.js';
import { RowWriter, sqlType, type ColumnKind } from './row-writer.js';
import { removeSegment, segmentFiles, type SegmentFiles } from './segment-files.js';
import { readState, restorePaths, storedPaths, type SegmentState } from './segment-state.js';

export type Progress = (readBytes: number, allBytes: number) => void;
export type SegmentOptions = { readonly cacheFolder: string; readonly host?: string; readonly onProgress?: Progress };

/** Blocks between two commits: about 256 MB. */
const BLOCKS_PER_COMMIT = 64;
const MORE_COLUMNS = ['f', 'id', 's', 'n', 'a'] as const;

/**
 * One file of events: its lines stay where they are, found by their number; columns of the hot fields are in a database
 * of its own. Owns the open file, so a file that is renamed or deleted meanwhile can still be read.
 */
export class Segment {
  readonly file: PlainFile;
  /** Names the file in ids of events. */
  readonly key: string;
  /** The name of its database, for SQL. */
  readonly catalog: string;
  /** What `host` is in events that have none. */
  readonly host: string;
  readonly #database: Database;
  readonly #handle: FileHandle;
  readonly #lines: LineIndex;
  readonly #paths: PathTree;
  readonly #temporary: string | undefined;
  readonly #addresses = new Map<string, bigint | undefined>();
  #state: SegmentState;
  #catalogue: Catalogue | undefined;
  #updating: Promise<unknown> = Promise.resolve();

  private constructor(parts: {
    readonly file: PlainFile;
    readonly key: string;
    readonly catalog: string;
    readonly database: Database;
    readonly handle: FileHandle;
    readonly lines: LineIndex;
    readonly state: SegmentState;
    readonly host: string;
    readonly temporary: string | undefined;
  }) {
    this.file = parts.file;
    this.key = parts.key;
    this.catalog = parts.catalog;
    this.#database = parts.database;
    this.#handle = parts.handle;
    this.#lines = parts.lines;
    this.#state = parts.state;
    this.host = parts.host;
    this.#temporary = parts.temporary;
    this.#paths = new PathTree(hotColumnOf);
    restorePaths(this.#paths, parts.state.paths);
  }

  /**
   * The segment of `file`, with what is cached of it when that is still true: same path, same inode, same first bytes,
   * and not shorter than before. `update` reads what is new. A cache that another process holds is left to it, and one
   * is made for this run only.
   * @throws {@link EventsUnreadable} `EVENTS_UNREADABLE`
   */
  static async open(database: Database, file: PlainFile, options: SegmentOptions): Promise<Segment> {
    const handle = await open(file.path, 'r').catch((error: unknown) => {
      throw new EventsUnreadable(`${file.shownPath} cannot be opened for reading.`, { cause: error });
    });
    const { ino } = await handle.stat();
    const key = cacheKey(file.path, ino);
    const host = options.host ?? basename(file.shownPath).replace(/\.(?:eve\.)?json(?:\.\d+)?(?:\.gz)?$/u, '');
    const make = async (folder: string, temporary?: string): Promise<Segment> => {
      const stored = await openStored(database, segmentFiles(folder, key), handle);
      return new Segment({ file, key, database, handle, host, temporary, ...stored });
    };
    try {
      return await make(options.cacheFolder);
    } catch {
      const folder = await mkdtemp(join(tmpdir(), 'huntbook-eve-'));
      return await make(folder, folder);
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

  /** Whether the cache could not be used, since another process holds it. */
  get isTemporary(): boolean {
    return this.#temporary !== undefined;
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

  /** How the file is now: `shorter` than what was read of it means that its events are gone. */
  async state(): Promise<{ readonly sizeBytes: number; readonly inode: number; readonly isShorter: boolean }> {
    const { size, ino } = await this.#handle.stat();
    return { sizeBytes: size, inode: ino, isShorter: size < this.#state.endByte };
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
    if (this.#temporary !== undefined) await rm(this.#temporary, { recursive: true, force: true });
  }

  async #read(onProgress: Progress): Promise<number> {
    const { sizeBytes } = await this.state();
    const before = this.#state.lines;
    if (sizeBytes <= this.#state.endByte) return 0;
    const isWhole = (line: string): boolean => readEvent(line) !== undefined;
    const blocks = readLines(this.#handle, { from: this.#state.endByte, to: sizeBytes, isWhole });
    const connection = await this.#database.connect();
    try {
      for (let isMore = true; isMore;) {
        isMore = await this.#commitSome(connection, blocks, readBytes => onProgress(readBytes, sizeBytes));
      }
    } finally {
      await blocks.return();
      connection.closeSync();
    }
    return this.#state.lines - before;
  }

  /** One transaction: some blocks with their lines, counts and paths. Returns whether there may be more. */
  async #commitSome(
    connection: DuckDBConnection,
    blocks: AsyncGenerator<LineBlock, void, undefined>,
    onRead: (readBytes: number) => void
  ): Promise<boolean> {
    const state = this.#state;
    let { endByte, counts } = state;
    await connection.run('BEGIN');
    const events = await this.#writer(connection, 'ev', EVENT_KINDS);
    const more = await this.#writer(connection, 'more', MORE_KINDS);
    const target: IndexTarget = { paths: this.#paths, events, more, host: this.host, addresses: this.#addresses };
    const refused = this.#paths.refused;
    let isMore = false;
    for (let read = 0; read < BLOCKS_PER_COMMIT; read += 1) {
      const next = await blocks.next();
      isMore = next.done !== true;
      if (next.done === true) break;
      counts = addCounts(counts, this.#indexBlock(target, next.value));
      ({ endByte } = next.value);
      onRead(endByte);
    }
    events.close();
    more.close();
    counts = { ...counts, unindexedValues: counts.unindexedValues + this.#paths.refused - refused };
    const head = state.head.bytes === 0 || state.endByte < state.head.bytes ? await hashHead(this.#handle) : state.head;
    const now = { ...state, head: limitHead(head, endByte), endByte, counts, lines: this.#lines.count };
    await connection.run(`UPDATE ${this.catalog}.state SET state = ?`, [
      JSON.stringify({ ...now, paths: storedPaths(this.#paths) })
    ]);
    await this.#lines.save();
    await connection.run('COMMIT');
    this.#state = now;
    this.#catalogue = undefined;
    return isMore;
  }

  #writer(connection: DuckDBConnection, table: string, kinds: readonly ColumnKind[]): Promise<RowWriter> {
    return RowWriter.open({ duckDb: this.#database.duckDb, connection }, { catalog: this.catalog, table, kinds });
  }

  #indexBlock(target: IndexTarget, { lines, starts, notUtf8 }: LineBlock): LineCounts {
    const counts = { ...NO_LINES, notUtf8 };
    lines.forEach((line, n) => {
      const id = this.#lines.count;
      this.#lines.add(starts[n] ?? 0);
      if (line === undefined) counts.oversized += 1;
      else if (line.trim() !== '') {
        const event = readEvent(line.startsWith('\ufeff') ? line.slice(1) : line);
        if (event === undefined) counts.malformed += 1;
        else {
          counts.events += 1;
          if (!indexEvent(target, id, event)) counts.timeless += 1;
        }
      }
    });
    return counts;
  }
}

/** The head may only tell of bytes that were read: more of it may still change. */
function limitHead(head: FileHead, endByte: number): FileHead {
  return head.bytes <= endByte ? head : { bytes: 0, sha256: '' };
}

async function openStored(
  database: Database,
  files: SegmentFiles,
  handle: FileHandle
): Promise<{ readonly catalog: string; readonly lines: LineIndex; readonly state: SegmentState }> {
  const catalog = await database.attach(files.database);
  const stored = await storedState(database, catalog);
  const { size } = await handle.stat();
  const isSame = stored !== undefined && size >= stored.endByte && (await hasHead(handle, stored.head));
  const lines = isSame ? await LineIndex.open(files.lines, stored.lines).catch(() => undefined) : undefined;
  if (isSame && lines !== undefined) return { catalog, lines, state: stored };
  await database.detach(catalog);
  await removeSegment(files);
  return makeStored(database, files);
}

async function makeStored(
  database: Database,
  files: SegmentFiles
): Promise<{ readonly catalog: string; readonly lines: LineIndex; readonly state: SegmentState }> {
  const catalog = await database.attach(files.database);
  const lines = await LineIndex.open(files.lines, 0);
  if (lines === undefined) throw new EventsUnreadable(`${files.lines} cannot be written.`);
  const state: SegmentState = {
    layout: LAYOUT_VERSION,
    head: { bytes: 0, sha256: '' },
    endByte: 0,
    lines: 0,
    counts: NO_LINES,
    paths: []
  };
  const connection = await database.connect();
  try {
    const columns = EVENT_KINDS.map((kind, index) => `${columnName(index)} ${sqlType(kind)}`);
    const more = MORE_KINDS.map((kind, index) => `${MORE_COLUMNS[index] ?? ''} ${sqlType(kind)}`);
    await connection.run(`CREATE TABLE ${catalog}.ev (${columns.join(', ')})`);
    await connection.run(`CREATE TABLE ${catalog}.more (${more.join(', ')})`);
    await connection.run(`CREATE TABLE ${catalog}.side (path VARCHAR, name VARCHAR, kind VARCHAR, lines BIGINT)`);
    await connection.run(`CREATE TABLE ${catalog}.state (state VARCHAR)`);
    await connection.run(`INSERT INTO ${catalog}.state VALUES (?)`, [JSON.stringify(state)]);
  } finally {
    connection.closeSync();
  }
  return { catalog, lines, state };
}

async function storedState(database: Database, catalog: string): Promise<SegmentState | undefined> {
  try {
    const rows = await database.rows({ sql: `SELECT state FROM ${catalog}.state`, values: [] });
    const text = rows[0]?.[0];
    return typeof text === 'string' ? readState(text) : undefined;
  } catch {
    // A new file, or one of an older layout, has no such table.
    return undefined;
  }
}
