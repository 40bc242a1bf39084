import { HOT_FIELDS, type HotField } from '../fields/hot-fields.js';
import type { ColumnKind } from './row-chunk.js';

/** Raised when what is stored changes, so that older caches are made anew. */
export const LAYOUT_VERSION = 4;

/** A hot field's place in the table `ev`. */
export type HotColumn = HotField & {
  /** Index of its column; its name is `c<index>`. */
  readonly value: number;
  /** For addresses: index of the column with the address as a number. */
  readonly number: number | undefined;
};

export const ID_COLUMN = 0;
export const TIME_COLUMN = 1;
export const columnName = (index: number): string => `c${index}`;

const SQL_KIND: Readonly<Record<HotField['kind'], ColumnKind>> = {
  text: 'text',
  ip: 'text',
  long: 'long',
  date: 'long',
  boolean: 'long'
};

function layOut(): { readonly columns: readonly HotColumn[]; readonly kinds: readonly ColumnKind[] } {
  const kinds: ColumnKind[] = ['int', 'long'];
  const columns = HOT_FIELDS.map(field => {
    // The time of an event is a column of its own, which every query needs.
    if (field.path === 'timestamp') return { ...field, value: TIME_COLUMN, number: undefined };
    const value = kinds.push(SQL_KIND[field.kind]) - 1;
    return { ...field, value, number: field.kind === 'ip' ? kinds.push('unsigned') - 1 : undefined };
  });
  return { columns, kinds };
}

const LAYOUT = layOut();
export const HOT_COLUMNS: readonly HotColumn[] = LAYOUT.columns;
export const EVENT_KINDS: readonly ColumnKind[] = LAYOUT.kinds;

/** By path, as an index into `HOT_COLUMNS`. */
export const HOT_INDEX: ReadonlyMap<string, number> = new Map(HOT_COLUMNS.map(({ path }, index) => [path, index]));

/** Second and further values of hot fields: `field` is an index into `HOT_COLUMNS`; `s` or `n` as the column has it. */
export const MORE_KINDS: readonly ColumnKind[] = ['int', 'int', 'text', 'long', 'unsigned'];
