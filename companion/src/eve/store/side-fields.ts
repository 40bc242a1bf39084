import { createHash } from 'node:crypto';
import type { Field } from '../fields/catalogue.js';
import type { FieldType } from '../fields/field-type.js';
import { ipNumber } from '../fields/ip-number.js';
import { readEvent } from '../ingest/read-event.js';
import { valuesAt, type Scalar } from '../ingest/values-at.js';
import { textOf, wholeOf } from '../query/match-value.js';
import type { Database } from './database.js';
import type { DuckDBConnection } from './duckdb.js';
import type { CellValue, ColumnKind } from './row-chunk.js';
import { sqlType, type RowWriter } from './row-writer.js';
import { everyLine, occurrences, scanLines, type LineRange } from './scan-lines.js';
import type { Segment } from './segment.js';
import { inTransaction } from './transaction.js';

/** A table with the values of one field without a column: `id`, and `s` (text) or `n` (number), both for addresses. */
export type SideTable = { readonly name: string; readonly type: FieldType };

const COLUMNS: Readonly<Record<FieldType, readonly (readonly [string, ColumnKind])[]>> = {
  text: [['s', 'text']],
  ip: [
    ['s', 'text'],
    ['n', 'unsigned']
  ],
  long: [['n', 'huge']],
  double: [['n', 'double']],
  date: [['n', 'long']],
  boolean: [['n', 'long']]
};

type Known = { readonly name: string; readonly kind: FieldType; readonly lines: number };

/** Takes fields out of the file of a segment when they are first asked for, and keeps them in its database. */
export class SideFields {
  readonly #database: Database;
  readonly #segment: Segment;
  readonly #known = new Map<string, Known>();
  #isLoaded = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(database: Database, segment: Segment) {
    this.#database = database;
    this.#segment = segment;
  }

  /** The table of `field`, up to date with what was read of the file. One field at a time is taken out. */
  tableOf(field: Field): Promise<SideTable> {
    const table = this.#working.then(() => this.#bringUpToDate(field));
    this.#working = table.catch(() => undefined);
    return table;
  }

  async #bringUpToDate(field: Field): Promise<SideTable> {
    if (!this.#isLoaded) await this.#load();
    const known = this.#known.get(field.path);
    // Once: lines that come in meanwhile are for the next time.
    const { lines } = this.#segment;
    if (known !== undefined && known.kind === field.type && known.lines === lines)
      return { name: this.#full(known.name), type: field.type };
    const connection = await this.#database.connect();
    try {
      return await this.#extract(connection, { field, known, lines });
    } finally {
      connection.closeSync();
    }
  }

  async #extract(
    connection: DuckDBConnection,
    { field, known, lines }: { readonly field: Field; readonly known: Known | undefined; readonly lines: number }
  ): Promise<SideTable> {
    const { catalog } = this.#segment;
    const isSame = known?.kind === field.type;
    const name = tableName(field);
    const columns = [['id', 'int'], ...COLUMNS[field.type]] as const;
    const kinds = columns.map(([, kind]) => kind);
    await inTransaction({ duckDb: this.#database.duckDb, connection }, async open => {
      if (!isSame) {
        const definition = columns.map(([column, kind]) => `${column} ${sqlType(kind)}`).join(', ');
        await connection.run(`CREATE OR REPLACE TABLE ${this.#full(name)} (${definition})`);
      }
      const writer = await open({ catalog, table: name, kinds });
      await this.#write(writer, field, { from: isSame ? known.lines : 0, to: lines });
      await connection.run(`DELETE FROM ${this.#full('side')} WHERE path = ?`, [field.path]);
      await connection.run(`INSERT INTO ${this.#full('side')} VALUES (?, ?, ?, ?)`, [
        field.path,
        name,
        field.type,
        BigInt(lines)
      ]);
    });
    this.#known.set(field.path, { name, kind: field.type, lines });
    return { name: this.#full(name), type: field.type };
  }

  async #write(writer: RowWriter, field: Field, lines: LineRange): Promise<void> {
    for await (const { line, text } of scanLines(this.#segment, { ...lines, find: linesWith(field.keys) })) {
      const event = readEvent(text);
      if (event === undefined) continue;
      const values = valuesAt(event, field.path);
      const seen = new Set<CellValue>();
      for (const value of values) {
        const cells = cellsOf(value, field.type);
        const [first] = cells;
        if (first === undefined || seen.has(first)) continue;
        seen.add(first);
        writer.set(0, line);
        cells.forEach((cell, n) => {
          if (cell !== undefined) writer.set(n + 1, cell);
        });
        writer.endRow();
      }
    }
  }

  async #load(): Promise<void> {
    const rows = await this.#database.rows({
      sql: `SELECT path, name, kind, lines FROM ${this.#full('side')}`,
      values: []
    });
    for (const [path, name, kind, lines] of rows) {
      const type = TYPES.find(one => one === kind);
      if (typeof path === 'string' && typeof name === 'string' && type !== undefined) {
        this.#known.set(path, { name, kind: type, lines: Number(lines) });
      }
    }
    this.#isLoaded = true;
  }

  #full(name: string): string {
    return `${this.#segment.catalog}.${name}`;
  }
}

const HUGE_BITS = 128;
const TYPES = ['text', 'ip', 'long', 'double', 'date', 'boolean'] as const satisfies readonly FieldType[];

/** Told by the path alone, so that no two fields share a table, whatever was taken out before. */
function tableName({ path, type }: Field): string {
  return `x_${createHash('sha256').update(path).digest('hex').slice(0, 32)}_${type}`;
}

/** Lines that may hold a member of one of these names: all of them when a name could be spelled in another way. */
function linesWith(keys: readonly string[]): (bytes: Buffer) => Iterable<number> {
  const [key, ...more] = keys;
  if (key === undefined || more.length > 0 || !/^[\w@:. -]+$/u.test(key)) return everyLine;
  const needle = Buffer.from(`"${key}"`);
  return bytes => occurrences(bytes, needle);
}

function cellsOf(value: Scalar, type: FieldType): readonly (CellValue | undefined)[] {
  if (type === 'text') return [textOf(value)];
  if (type === 'ip') return typeof value === 'string' ? [value, ipNumber(value)] : [];
  if (type !== 'double') {
    const whole = wholeOf(value, type);
    // Larger ones would be cut to other numbers; no filter can ask for them but by an open end.
    return [whole === undefined || BigInt.asIntN(HUGE_BITS, whole) === whole ? whole : undefined];
  }
  const number = typeof value === 'boolean' ? NaN : Number(textOf(value));
  return [Number.isNaN(number) ? undefined : number];
}
