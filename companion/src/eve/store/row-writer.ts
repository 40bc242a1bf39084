import type { DuckDb, DuckDBAppender, DuckDBConnection } from './duckdb.js';

/** What a column holds: whole numbers of 32, 64 and 128 bits (signed, or `unsigned`), floats, or text. */
export type ColumnKind = 'int' | 'long' | 'huge' | 'unsigned' | 'double' | 'text';
export type CellValue = string | number | bigint;

const SQL_TYPE: Readonly<Record<ColumnKind, string>> = {
  int: 'INTEGER',
  long: 'BIGINT',
  huge: 'HUGEINT',
  unsigned: 'UHUGEINT',
  double: 'DOUBLE',
  text: 'VARCHAR'
};
const BYTES: Readonly<Record<ColumnKind, number>> = { int: 4, long: 8, huge: 16, unsigned: 16, double: 8, text: 0 };
/** DuckDB's vector size: as many rows as one data chunk takes. */
const ROWS = 2_048;
const TWO_32 = 4_294_967_296;

export const sqlType = (kind: ColumnKind): string => SQL_TYPE[kind];

/** A table of an attached database, and what its columns hold. */
export type WriteTarget = {
  readonly catalog: string;
  readonly table: string;
  readonly kinds: readonly ColumnKind[];
};

type Column = {
  readonly kind: ColumnKind;
  readonly texts: string[];
  readonly words: Int32Array<ArrayBuffer>;
  readonly doubles: Float64Array<ArrayBuffer>;
  readonly valid: Uint8Array<ArrayBuffer>;
  isUsed: boolean;
};

/**
 * Appends rows to one table, a column at a time. Written on the library's own bindings: its `setItem` makes a BigInt for
 * every validity bit, which costs more than parsing the events.
 */
export class RowWriter {
  readonly #duckDb: DuckDb;
  readonly #appender: DuckDBAppender;
  readonly #columns: readonly Column[];
  readonly #chunk;
  #row = 0;
  #isOpen = true;

  private constructor(duckDb: DuckDb, appender: DuckDBAppender, kinds: readonly ColumnKind[]) {
    this.#duckDb = duckDb;
    this.#appender = appender;
    this.#columns = kinds.map(makeColumn);
    const types = { int: duckDb.INTEGER, long: duckDb.BIGINT, huge: duckDb.HUGEINT, unsigned: duckDb.UHUGEINT };
    const all = { ...types, double: duckDb.DOUBLE, text: duckDb.VARCHAR };
    this.#chunk = duckDb.DuckDBDataChunk.create(kinds.map(kind => all[kind]));
  }

  /** A writer to `table` of the attached database `catalog`, whose columns are of these kinds. */
  static async open(
    { duckDb, connection }: { readonly duckDb: DuckDb; readonly connection: DuckDBConnection },
    { catalog, table, kinds }: WriteTarget
  ): Promise<RowWriter> {
    return new RowWriter(duckDb, await connection.createAppender(table, 'main', catalog), kinds);
  }

  /** Whether the row in work has a value in `column`. */
  has(column: number): boolean {
    return ((this.#columns[column]?.valid[this.#row >> 3] ?? 0) & (1 << (this.#row & 7))) !== 0;
  }

  textAt(column: number): string | undefined {
    return this.#columns[column]?.texts[this.#row];
  }

  /** The whole number of 64 bits in `column` of the row in work. */
  wholeAt(column: number): bigint {
    const words = this.#columns[column]?.words;
    const [low = 0, high = 0] = [words?.[this.#row * 2], words?.[this.#row * 2 + 1]];
    return (BigInt(high) << 32n) | BigInt(low >>> 0);
  }

  /** Sets a cell of the row in work. Whole numbers must fit their kind. */
  set(index: number, value: CellValue): void {
    const column = this.#columns[index];
    if (column === undefined) return;
    const row = this.#row;
    if (typeof value === 'string') column.texts[row] = value;
    else if (column.kind === 'double') column.doubles[row] = Number(value);
    else writeWhole(column, row, value);
    column.valid[row >> 3] = (column.valid[row >> 3] ?? 0) | (1 << (row & 7));
    column.isUsed = true;
  }

  endRow(): void {
    this.#row += 1;
    if (this.#row === ROWS) this.#flushChunk();
  }

  /** Hands over what is left and ends the writing; its transaction is the connection's. */
  close(): void {
    if (this.#row > 0) this.#flushChunk();
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

  #flushChunk(): void {
    const { native } = this.#duckDb;
    this.#chunk.reset();
    this.#chunk.rowCount = this.#row;
    this.#columns.forEach((column, index) => {
      const vector = native.data_chunk_get_vector(this.#chunk.chunk, index);
      if (column.isUsed && column.kind === 'text') this.#writeTexts(column, vector);
      else if (column.isUsed) {
        const source = column.kind === 'double' ? column.doubles.buffer : column.words.buffer;
        native.copy_data_to_vector(vector, 0, source, 0, this.#row * BYTES[column.kind]);
      }
      native.vector_ensure_validity_writable(vector);
      native.copy_data_to_vector_validity(vector, 0, column.valid.buffer, 0, Math.ceil(this.#row / 64) * 8);
      column.valid.fill(0);
      column.isUsed = false;
    });
    this.#appender.appendDataChunk(this.#chunk);
    this.#row = 0;
  }

  #writeTexts({ texts, valid }: Column, vector: ReturnType<DuckDb['native']['data_chunk_get_vector']>): void {
    const { native } = this.#duckDb;
    for (let row = 0; row < this.#row; row += 1) {
      if (((valid[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
      const text = texts[row] ?? '';
      // The plain form ends at a NUL, as C does.
      if (text.includes('\u0000')) native.vector_assign_string_element_len(vector, row, Buffer.from(text));
      else native.vector_assign_string_element(vector, row, text);
    }
  }
}

function makeColumn(kind: ColumnKind): Column {
  const words = kind === 'text' || kind === 'double' ? 0 : (ROWS * BYTES[kind]) / 4;
  return {
    kind,
    texts: kind === 'text' ? new Array<string>(ROWS) : [],
    words: new Int32Array(words),
    doubles: new Float64Array(kind === 'double' ? ROWS : 0),
    valid: new Uint8Array(ROWS / 8),
    isUsed: false
  };
}

/** Two's complement in 32-bit words, lowest first, without a BigInt where a number is exact. */
function writeWhole({ kind, words }: Column, row: number, value: number | bigint): void {
  const count = BYTES[kind] / 4;
  const at = row * count;
  if (typeof value === 'bigint') {
    for (let word = 0; word < count; word += 1)
      words[at + word] = Number(BigInt.asIntN(32, value >> BigInt(32 * word)));
    return;
  }
  const high = Math.floor(value / TWO_32);
  words[at] = (value % TWO_32) | 0;
  if (count > 1) words[at + 1] = high | 0;
  for (let word = 2; word < count; word += 1) words[at + word] = value < 0 ? -1 : 0;
}
