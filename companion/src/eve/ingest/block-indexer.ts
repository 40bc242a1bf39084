import { EVENT_KINDS, MORE_KINDS } from '../store/layout.js';
import { RowChunk } from '../store/row-chunk.js';
import { NO_LINES, type LineCounts } from './counts.js';
import { cutLines } from './cut-lines.js';
import { indexLine, type IndexTarget } from './index-event.js';
import type { PathTree } from './path-tree.js';
import type { ByteBlock } from './read-lines.js';

export type IndexerOptions = {
  readonly paths: PathTree;
  /** What `host` is in events that have none. */
  readonly host: string;
  /** The number of the first line of the first block. */
  readonly firstLine: number;
};

/** What the lines of a block have become, but for their rows. */
export type IndexedLines = {
  readonly endByte: number;
  readonly starts: Float64Array<ArrayBuffer>;
  readonly counts: LineCounts;
};

export type RowTable = 'events' | 'more';
/** Takes some rows of a table; it must be done with them when it returns. */
export type TakeRows = (table: RowTable, rows: RowChunk) => void;

/** Makes rows of blocks of lines, one block after the other. */
export class BlockIndexer {
  readonly #target: IndexTarget;
  #line: number;
  #take: TakeRows = () => undefined;

  constructor({ paths, host, firstLine }: IndexerOptions) {
    const events = new RowChunk(EVENT_KINDS, rows => this.#take('events', rows));
    const more = new RowChunk(MORE_KINDS, rows => this.#take('more', rows));
    this.#target = { paths, host, events, more, addresses: new Map() };
    this.#line = firstLine;
  }

  /** Indexes the next block. All of its rows are taken before this returns. */
  index(block: ByteBlock, take: TakeRows): IndexedLines {
    const { lines, starts, notUtf8 } = cutLines(block);
    const { paths, events, more } = this.#target;
    const counts = { ...NO_LINES, notUtf8 };
    const refused = paths.refused;
    this.#take = take;
    for (const line of lines) this.#indexLine(line, counts);
    events.flush();
    more.flush();
    counts.unindexedValues = paths.refused - refused;
    return { endByte: block.endByte, starts, counts };
  }

  #indexLine(line: string | undefined, counts: { -readonly [Name in keyof LineCounts]: LineCounts[Name] }): void {
    const id = this.#line;
    this.#line += 1;
    if (line === undefined) {
      counts.oversized += 1;
      return;
    }
    if (line.trim() === '') return;
    const indexed = indexLine(this.#target, id, line.startsWith('\ufeff') ? line.slice(1) : line);
    if (indexed === 'malformed') counts.malformed += 1;
    else counts.events += 1;
    if (indexed === 'timeless') counts.timeless += 1;
  }
}
