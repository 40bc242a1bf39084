import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addPaths } from '../store/segment-state.js';
import type { FilledRows } from '../store/row-chunk.js';
import { BlockIndexer, type IndexedLines, type IndexerOptions, type RowTable } from './block-indexer.js';
import type { IndexReply } from './index-program.js';
import type { ByteBlock } from './read-lines.js';

/** Appends rows to a table of events. */
export type Append = (table: RowTable, rows: FilledRows) => void;
/** Writes the rows of one block, and tells what its lines were. */
export type WriteBlock = (append: Append) => IndexedLines;

/** What `npm run build` makes of `index-program.ts`, beside the bundle. */
export const INDEX_PROGRAM = 'index-eve.cjs';
/** From here on a thread of its own is worth its start of some 50 ms. */
const MANY_BYTES = 16 * 1024 * 1024;
/** Blocks that are read before the first of them is written. */
const AHEAD = 2;

/**
 * Indexes blocks, one after the other: in a thread of its own when there is much to read and `program` exists, so that
 * parsing and storing go on at the same time, else here.
 */
export async function* indexBlocks(
  blocks: AsyncIterable<ByteBlock>,
  options: IndexerOptions & { readonly bytes: number; readonly program?: string | undefined }
): AsyncGenerator<WriteBlock, void, undefined> {
  const { bytes, program = join(__dirname, INDEX_PROGRAM) } = options;
  if (bytes >= MANY_BYTES && existsSync(program)) yield* indexInThread(blocks, { ...options, program });
  else {
    const indexer = new BlockIndexer(options);
    for await (const block of blocks)
      yield append => indexer.index(block, (table, rows) => append(table, rows.filled()));
  }
}

async function* indexInThread(
  blocks: AsyncIterable<ByteBlock>,
  { paths, host, firstLine, program }: IndexerOptions & { readonly program: string }
): AsyncGenerator<WriteBlock, void, undefined> {
  const worker = new Worker(program, { workerData: { host, firstLine } });
  const replies = new Replies(worker);
  const waiting: Promise<IndexReply>[] = [];
  const writing = async (): Promise<WriteBlock> => {
    const { rows, paths: found, ...lines } = await (waiting.shift() ?? replies.next());
    return append => {
      for (const [table, filled] of rows) append(table, filled);
      const refused = paths.refused;
      addPaths(paths, found);
      const unindexedValues = lines.counts.unindexedValues + paths.refused - refused;
      return { ...lines, counts: { ...lines.counts, unindexedValues } };
    };
  };
  try {
    for await (const block of blocks) {
      waiting.push(replies.next());
      worker.postMessage(block, [block.bytes.buffer]);
      if (waiting.length > AHEAD) yield await writing();
    }
    while (waiting.length > 0) yield await writing();
  } finally {
    replies.abandon();
    await worker.terminate();
  }
}

/** The replies of the program in their order; all that are asked for fail when the program does. */
class Replies {
  readonly #asked: { readonly give: (reply: IndexReply) => void; readonly fail: (error: Error) => void }[] = [];
  #failure: Error | undefined;

  constructor(worker: Worker) {
    // The program is ours, and sends nothing else.
    worker.on('message', (reply: IndexReply) => this.#asked.shift()?.give(reply));
    worker.on('error', cause =>
      this.#fail(new Error(`the thread that reads them failed: ${cause.message}`, { cause }))
    );
    worker.on('exit', () => this.#fail(new Error('the thread that reads them has ended')));
  }

  next(): Promise<IndexReply> {
    const reply = new Promise<IndexReply>((give, fail) => {
      if (this.#failure === undefined) this.#asked.push({ give, fail });
      else fail(this.#failure);
    });
    // Whoever takes it gets the failure; until then it is nobody's.
    reply.catch(() => undefined);
    return reply;
  }

  abandon(): void {
    this.#asked.length = 0;
  }

  #fail(error: Error): void {
    const failure = (this.#failure ??= error);
    for (const { fail } of this.#asked.splice(0)) fail(failure);
  }
}
