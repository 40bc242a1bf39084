import type { FileHandle } from 'node:fs/promises';
import { NO_LINES } from '../ingest/counts.js';
import type { Database } from './database.js';
import { hasHead } from './file-identity.js';
import { columnName, EVENT_KINDS, LAYOUT_VERSION, MORE_KINDS } from './layout.js';
import { LineIndex } from './line-index.js';
import { sqlType } from './row-writer.js';
import { removeSegment, type SegmentFiles } from './segment-files.js';
import { readState, type SegmentState } from './segment-state.js';

/** What is stored of a file of events: its database, attached under the name `catalog`, and where its lines begin. */
export type StoredSegment = { readonly catalog: string; readonly lines: LineIndex; readonly state: SegmentState };

const MORE_COLUMNS = ['f', 'id', 's', 'n', 'a'] as const;

/** What is stored in `files` of the file that `handle` reads, when that is still true; an empty one otherwise. */
export async function openStored(database: Database, files: SegmentFiles, handle: FileHandle): Promise<StoredSegment> {
  const catalog = await attachCache(database, files);
  try {
    const stored = await storedState(database, catalog);
    const { size } = await handle.stat();
    const isSame = stored !== undefined && size >= stored.endByte && (await hasHead(handle, stored.head));
    const lines = isSame ? await LineIndex.open(files.lines, stored.lines).catch(() => undefined) : undefined;
    if (isSame && lines !== undefined) return { catalog, lines, state: stored };
  } catch (error) {
    await database.detach(catalog);
    throw error;
  }
  await database.detach(catalog);
  await removeSegment(files);
  return makeStored(database, files);
}

/** A cache that is damaged, or that another version of DuckDB wrote, is made anew. */
async function attachCache(database: Database, files: SegmentFiles): Promise<string> {
  try {
    return await database.attach(files.database);
  } catch (error) {
    if (IN_USE.test(reasonOf(error))) throw error;
    await removeSegment(files);
    return database.attach(files.database);
  }
}

async function makeStored(database: Database, files: SegmentFiles): Promise<StoredSegment> {
  const catalog = await database.attach(files.database);
  let lines: LineIndex | undefined;
  try {
    lines = await LineIndex.create(files.lines);
    return { catalog, lines, state: await makeTables(database, catalog) };
  } catch (error) {
    await lines?.close();
    await database.detach(catalog);
    throw error;
  }
}

async function makeTables(database: Database, catalog: string): Promise<SegmentState> {
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
  return state;
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

/** What an error says, on one line. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

/** What DuckDB says of a database that another process, or another part of this one, has open. */
const IN_USE = /Could not set lock|already attached|being used by another process/u;

/** Why a cache is not used, as the end of a sentence about it. */
export function whyUnusable(error: unknown): string {
  return IN_USE.test(reasonOf(error)) ? 'is in use by another process' : `cannot be used (${reasonOf(error)})`;
}
