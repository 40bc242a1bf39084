/** What a column holds: whole numbers of 32, 64 and 128 bits (signed, or `unsigned`), floats, or text. */
export type ColumnKind = 'int' | 'long' | 'huge' | 'unsigned' | 'double' | 'text';
export type CellValue = string | number | bigint;

/** Bytes of a cell; a text has its place in the heap there. */
export const CELL_BYTES: Readonly<Record<ColumnKind, number>> = {
  int: 4,
  long: 8,
  huge: 16,
  unsigned: 16,
  double: 8,
  text: 16
};
/** DuckDB's vector size: as many rows as one data chunk takes. */
const ROWS = 2_048;
/** Texts of one chunk, in bytes; it is full behind that, too. */
const FULL_HEAP = 32 * 1024 * 1024;
const FIRST_HEAP = 256 * 1024;
/** Texts up to here stand in their cell. Source: `duckdb_string_t` in duckdb.h. */
export const INLINE_BYTES = 12;
/** Longer texts are copied faster by Node than character by character. */
const SHORT_TEXT = 40;
const TWO_32 = 4_294_967_296;

/** The cells and the validity bits of one column, each at its place in a buffer. */
export type FilledColumn = {
  readonly cells: ArrayBuffer;
  readonly cellsAt: number;
  readonly valid: ArrayBuffer;
  readonly validAt: number;
};

/** Rows in the memory layout of DuckDB's vectors, but that long texts name their place in `heap`. */
export type FilledRows = {
  readonly count: number;
  /** `undefined` for a column without any value. */
  readonly columns: readonly (FilledColumn | undefined)[];
  readonly heap: Uint8Array<ArrayBuffer>;
};

type Column = {
  readonly kind: ColumnKind;
  readonly words: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly doubles: Float64Array<ArrayBuffer>;
  readonly valid: Uint8Array<ArrayBuffer>;
  /** The text of the row in work. */
  text: string;
  isUsed: boolean;
};

/** Rows that are being filled, a cell at a time; whenever there are enough for DuckDB, they are handed over. */
export class RowChunk {
  readonly #columns: readonly Column[];
  readonly #take: (rows: RowChunk) => void;
  #heap = Buffer.from(new ArrayBuffer(FIRST_HEAP));
  #heapEnd = 0;
  #row = 0;

  /** `take` must be done with the rows (`filled` or `packed`) when it returns: others take their place then. */
  constructor(kinds: readonly ColumnKind[], take: (rows: RowChunk) => void) {
    this.#columns = kinds.map(makeColumn);
    this.#take = take;
  }

  /** Whether the row in work has a value in `column`. */
  has(column: number): boolean {
    return ((this.#columns[column]?.valid[this.#row >> 3] ?? 0) & (1 << (this.#row & 7))) !== 0;
  }

  /** The text that the row in work has in a column of texts. */
  textAt(column: number): string | undefined {
    return this.has(column) ? this.#columns[column]?.text : undefined;
  }

  /** The whole number of 64 bits that the row in work has in a column. */
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
    if (typeof value === 'string') this.#writeText(column, value);
    else if (column.kind === 'double') column.doubles[row] = Number(value);
    else writeWhole(column, row, value);
    column.valid[row >> 3] = (column.valid[row >> 3] ?? 0) | (1 << (row & 7));
    column.isUsed = true;
  }

  endRow(): void {
    this.#row += 1;
    if (this.#row === ROWS || this.#heapEnd > FULL_HEAP) this.flush();
  }

  /** Hands over the rows that there are. */
  flush(): void {
    if (this.#row === 0) return;
    this.#take(this);
    for (const column of this.#columns) {
      column.valid.fill(0);
      column.isUsed = false;
    }
    this.#row = 0;
    this.#heapEnd = 0;
  }

  /** Takes back what was set in the row in work. */
  restartRow(): void {
    for (const { valid } of this.#columns)
      valid[this.#row >> 3] = (valid[this.#row >> 3] ?? 0) & ~(1 << (this.#row & 7));
  }

  /** What was filled in, in the buffers of this chunk. */
  filled(): FilledRows {
    return {
      count: this.#row,
      columns: this.#columns.map(({ bytes, valid, isUsed }) =>
        isUsed ? { cells: bytes.buffer, cellsAt: 0, valid: valid.buffer, validAt: 0 } : undefined
      ),
      heap: this.#usedHeap()
    };
  }

  /** The same in one buffer of its own, which can go to another thread. */
  packed(): FilledRows {
    const validBytes = validityBytes(this.#row);
    const used = this.#columns.filter(({ isUsed }) => isUsed);
    const size = used.reduce((sum, { kind }) => sum + this.#row * CELL_BYTES[kind] + 8 + validBytes, this.#heapEnd);
    const pack = new Uint8Array(size + used.length * 8);
    let end = 0;
    const put = (bytes: Uint8Array): number => {
      const at = end;
      pack.set(bytes, at);
      // Whoever reads words needs them at multiples of eight.
      end = Math.ceil((at + bytes.length) / 8) * 8;
      return at;
    };
    const columns = this.#columns.map(({ kind, bytes, valid, isUsed }) => {
      if (!isUsed) return undefined;
      const cellsAt = put(bytes.subarray(0, this.#row * CELL_BYTES[kind]));
      return { cells: pack.buffer, cellsAt, valid: pack.buffer, validAt: put(valid.subarray(0, validBytes)) };
    });
    const heapAt = put(this.#usedHeap());
    return { count: this.#row, columns, heap: pack.subarray(heapAt, heapAt + this.#heapEnd) };
  }

  #usedHeap(): Uint8Array<ArrayBuffer> {
    return this.#heap.subarray(0, this.#heapEnd);
  }

  #writeText(column: Column, text: string): void {
    column.text = text;
    const from = this.#heapEnd;
    const length = this.#appendToHeap(text);
    const at = this.#row * CELL_BYTES.text;
    const word = at / 4;
    const { words, bytes } = column;
    words[word] = length;
    words[word + 1] = 0;
    words[word + 2] = 0;
    words[word + 3] = 0;
    const shown = length <= INLINE_BYTES ? length : 4;
    for (let n = 0; n < shown; n += 1) bytes[at + 4 + n] = this.#heap[from + n] ?? 0;
    if (length <= INLINE_BYTES) return;
    words[word + 2] = from;
    this.#heapEnd = from + length;
  }

  /** Writes `text` behind the end of the heap and gives its length in bytes. */
  #appendToHeap(text: string): number {
    const from = this.#heapEnd;
    const { length } = text;
    if (from + length * 3 > this.#heap.length) this.#growHeap(from + length * 3);
    const heap = this.#heap;
    if (length > SHORT_TEXT) return heap.write(text, from, 'utf8');
    for (let n = 0; n < length; n += 1) {
      const code = text.charCodeAt(n);
      if (code > 0x7f) return heap.write(text, from, 'utf8');
      heap[from + n] = code;
    }
    return length;
  }

  #growHeap(needed: number): void {
    const larger = Buffer.from(new ArrayBuffer(Math.max(needed, this.#heap.length * 2)));
    larger.set(this.#usedHeap());
    this.#heap = larger;
  }
}

/** Bytes of the validity bits of so many rows: whole words of 64 bits. */
export const validityBytes = (rows: number): number => Math.ceil(rows / 64) * 8;

function makeColumn(kind: ColumnKind): Column {
  const buffer = new ArrayBuffer(ROWS * CELL_BYTES[kind]);
  return {
    kind,
    words: new Int32Array(buffer),
    bytes: new Uint8Array(buffer),
    doubles: new Float64Array(buffer),
    valid: new Uint8Array(ROWS / 8),
    text: '',
    isUsed: false
  };
}

/** Two's complement in 32-bit words, lowest first, without a BigInt where a number is exact. */
function writeWhole({ kind, words }: Column, row: number, value: number | bigint): void {
  const count = CELL_BYTES[kind] / 4;
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
