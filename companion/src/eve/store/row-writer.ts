import type { DuckDb, DuckDBAppender, DuckDBConnection } from './duckdb.js';
import {
  CELL_BYTES,
  INLINE_BYTES,
  RowChunk,
  validityBytes,
  type CellValue,
  type ColumnKind,
  type FilledColumn,
  type FilledRows
} from './row-chunk.js';

const SQL_TYPE: Readonly<Record<ColumnKind, string>> = {
  int: 'INTEGER',
  long: 'BIGINT',
  huge: 'HUGEINT',
  unsigned: 'UHUGEINT',
  double: 'DOUBLE',
  text: 'VARCHAR'
};
const TWO_32 = 4_294_967_296;

export const sqlType = (kind: ColumnKind): string => SQL_TYPE[kind];

/** A table of an attached database, and what its columns hold. */
export type WriteTarget = {
  readonly catalog: string;
  readonly table: string;
  readonly kinds: readonly ColumnKind[];
};

/**
 * Appends rows to one table, some two thousand at a time. Written on the library's own bindings: its `setItem` makes a
 * BigInt for every validity bit, and one call for each text costs more than parsing the events.
 */
export class RowWriter {
  readonly #duckDb: DuckDb;
  readonly #appender: DuckDBAppender;
  readonly #kinds: readonly ColumnKind[];
  readonly #vectors;
  /** One cell, for texts: what is assigned to it is copied into memory of DuckDB's, and stays until it is reset. */
  readonly #heap;
  readonly #rows: RowChunk;
  #isOpen = true;

  private constructor(duckDb: DuckDb, appender: DuckDBAppender, kinds: readonly ColumnKind[]) {
    this.#duckDb = duckDb;
    this.#appender = appender;
    this.#kinds = kinds;
    this.#rows = new RowChunk(kinds, rows => this.append(rows.filled()));
    const types = { int: duckDb.INTEGER, long: duckDb.BIGINT, huge: duckDb.HUGEINT, unsigned: duckDb.UHUGEINT };
    const all = { ...types, double: duckDb.DOUBLE, text: duckDb.VARCHAR };
    this.#vectors = duckDb.DuckDBDataChunk.create(kinds.map(kind => all[kind]));
    this.#heap = duckDb.DuckDBDataChunk.create([duckDb.BLOB]);
  }

  /** A writer to `table` of the attached database `catalog`, whose columns are of these kinds. */
  static async open(
    { duckDb, connection }: { readonly duckDb: DuckDb; readonly connection: DuckDBConnection },
    { catalog, table, kinds }: WriteTarget
  ): Promise<RowWriter> {
    return new RowWriter(duckDb, await connection.createAppender(table, 'main', catalog), kinds);
  }

  /** Sets a cell of the row in work. Whole numbers must fit their kind. */
  set(index: number, value: CellValue): void {
    this.#rows.set(index, value);
  }

  endRow(): void {
    this.#rows.endRow();
  }

  /** Appends rows that were filled elsewhere, of the same kinds of columns. Their buffers are changed. */
  append(rows: FilledRows): void {
    const { native } = this.#duckDb;
    const heapAt = this.#keepHeap(rows.heap);
    this.#vectors.reset();
    this.#vectors.rowCount = rows.count;
    const validBytes = validityBytes(rows.count);
    this.#kinds.forEach((kind, index) => {
      const vector = native.data_chunk_get_vector(this.#vectors.chunk, index);
      native.vector_ensure_validity_writable(vector);
      const column = rows.columns[index];
      if (column === undefined) {
        native.copy_data_to_vector_validity(vector, 0, NO_ROWS.buffer, 0, validBytes);
        return;
      }
      if (kind === 'text') placeTexts(column, rows.count, heapAt);
      native.copy_data_to_vector(vector, 0, column.cells, column.cellsAt, rows.count * CELL_BYTES[kind]);
      native.copy_data_to_vector_validity(vector, 0, column.valid, column.validAt, validBytes);
    });
    // Texts are copied here, so that the heap may go.
    this.#appender.appendDataChunk(this.#vectors);
  }

  /** Hands over what is left and ends the writing; its transaction is the connection's. */
  close(): void {
    this.#rows.flush();
    this.#isOpen = false;
    this.#appender.closeSync();
  }

  /** Ends the writing of a transaction that comes to nothing. */
  abandon(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      // Left open, it would hand over what it holds whenever it is collected: perhaps behind the end of the transaction.
      this.#appender.closeSync();
    } catch {
      // What it holds is lost, as it should be.
    }
  }

  /** Copies texts to where DuckDB can read them, and tells the address: 64 bits, the lower 32 first. */
  #keepHeap(heap: Uint8Array): readonly [number, number] {
    if (heap.length === 0) return [0, 0];
    const { native } = this.#duckDb;
    this.#heap.reset();
    this.#heap.rowCount = 1;
    const vector = native.data_chunk_get_vector(this.#heap.chunk, 0);
    native.vector_assign_string_element_len(vector, 0, heap);
    const cell = native.vector_get_data(vector, CELL_BYTES.text);
    const view = new DataView(cell.buffer, cell.byteOffset, CELL_BYTES.text);
    return [view.getUint32(8, true), view.getUint32(12, true)];
  }
}

const NO_ROWS = new Uint8Array(2_048 / 8);

/**
 * Turns places in the heap into addresses. A long text of DuckDB's is its length, its first four bytes and its address,
 * little-endian. Source: `duckdb_string_t` in duckdb.h, part of its stable interface.
 */
function placeTexts(column: FilledColumn, count: number, [low, high]: readonly [number, number]): void {
  const words = new Uint32Array(column.cells, column.cellsAt, count * 4);
  const valid = new Uint8Array(column.valid, column.validAt, validityBytes(count));
  for (let row = 0; row < count; row += 1) {
    const isValid = ((valid[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
    const at = row * 4;
    if (!isValid || (words[at] ?? 0) <= INLINE_BYTES) continue;
    const place = (words[at + 2] ?? 0) + low;
    words[at + 2] = place;
    words[at + 3] = place >= TWO_32 ? high + 1 : high;
  }
}
