import { parentPort, workerData } from 'node:worker_threads';
import type { StoredPath } from '../store/segment-state.js';
import { ChangedPaths } from '../store/segment-state.js';
import type { FilledRows } from '../store/row-chunk.js';
import { BlockIndexer, type IndexedLines, type RowTable } from './block-indexer.js';
import { hotColumnOf } from './index-event.js';
import { PathTree } from './path-tree.js';
import type { ByteBlock } from './read-lines.js';

// The thread that reads lines while the main one writes rows to DuckDB: for each block a reply, in order.

export type IndexProgramData = { readonly host: string; readonly firstLine: number };
export type IndexReply = IndexedLines & {
  readonly rows: readonly (readonly [RowTable, FilledRows])[];
  /** Paths of which more is known than at the last reply. */
  readonly paths: readonly StoredPath[];
};

const paths = new PathTree(hotColumnOf);
const changed = new ChangedPaths(paths);
// `Indexing` is the one that starts this program.
const indexer = new BlockIndexer({ ...(workerData as IndexProgramData), paths });

parentPort?.on('message', (block: ByteBlock) => {
  const rows: (readonly [RowTable, FilledRows])[] = [];
  const lines = indexer.index(block, (table, filled) => void rows.push([table, filled.packed()]));
  const reply: IndexReply = { ...lines, rows, paths: changed.take() };
  parentPort?.postMessage(reply, [lines.starts.buffer, ...rows.map(([, { heap }]) => heap.buffer)]);
});
