import type { Field } from '../fields/catalogue.js';
import { LIMITS } from '../defaults.js';
import { fieldsNamed } from '../query/condition.js';
import { allOf, FALSE, join, raw, sql, type Fragment } from '../query/fragment.js';
import type { DuckDBValue } from '../store/duckdb.js';
import type { EventStore, SelectedFile } from '../store/event-store.js';
import { columnName, HOT_COLUMNS, ID_COLUMN, TIME_COLUMN } from '../store/layout.js';

export type Bucket = { readonly key: string | number; readonly doc_count: number };

const ID = columnName(ID_COLUMN);
const TIME = columnName(TIME_COLUMN);

/** A field of an aggregation: its values as text unless `isNumber`, which Scirius' keyword fields are not. */
export type Wanted = { readonly name: string; readonly isNumber: boolean };

/** As Scirius names it to its engine: with `.keyword` behind it, or without for what it takes for a number. */
export const asKeyword = (name: string): Wanted => ({ name, isNumber: false });
export const asNumber = (name: string): Wanted => ({ name, isNumber: true });

/**
 * `id`, `t` and `v` (the value) of every value of a field in the selected events, in all files; an event comes once for
 * each of its values. `undefined` when no file has the field.
 */
export async function valuesOf(
  store: EventStore,
  selected: readonly SelectedFile[],
  wanted: Wanted
): Promise<Fragment | undefined> {
  const parts = await Promise.all(
    selected.map(async ({ file, where }, n) => {
      const field = aggregatedField(file.segment.catalogue, wanted);
      return field === undefined ? [] : fileValues(store, { selected: { file, where }, n, field, wanted });
    })
  );
  const all = parts.flat();
  return all.length === 0 ? undefined : sql`(${join(all, ' UNION ALL ')})`;
}

function aggregatedField(catalogue: ReadonlyMap<string, Field>, { name, isNumber }: Wanted): Field | undefined {
  const [found] = fieldsNamed(isNumber ? name : `${name}.keyword`, catalogue);
  if (found === undefined) return undefined;
  // Text has no values to count without its keyword.
  return isNumber && found.field.type === 'text' && !found.isKeyword ? undefined : found.field;
}

async function fileValues(
  store: EventStore,
  asked: { readonly selected: SelectedFile; readonly n: number; readonly field: Field; readonly wanted: Wanted }
): Promise<readonly Fragment[]> {
  const { selected, n, field } = asked;
  const { catalog } = selected.file.segment;
  const events = raw(`${catalog}.ev`);
  const isText = field.type === 'text' || field.type === 'ip';
  const fits = (value: string): Fragment =>
    field.type === 'text' ? sql`length(${raw(value)}) <= ${LIMITS.keywordLength}` : sql`${raw(value)} IS NOT NULL`;
  const column = HOT_COLUMNS[field.hot];
  const id = (name: string): Fragment => raw(`${n}::BIGINT * 4294967296 + ${name}`);
  if (column === undefined) {
    const { name } = await store.sideTable(selected.file, field);
    const value = isText ? 's' : 'n';
    return [
      sql`SELECT ${id('x.id')} AS id, e.${raw(TIME)} AS t, x.${raw(value)} AS v FROM ${raw(name)} x JOIN (SELECT ${raw(ID)}, ${raw(TIME)} FROM ${events} WHERE ${selected.where}) e ON x.id = e.${raw(ID)} WHERE ${fits(`x.${value}`)}`
    ];
  }
  const value = columnName(column.value);
  const first = sql`SELECT ${id(ID)} AS id, ${raw(TIME)} AS t, ${raw(value)} AS v FROM ${events} WHERE ${allOf([selected.where, fits(value)])}`;
  if (!field.isMultiple) return [first];
  const more = column.kind === 'long' ? 'n' : 's';
  return [
    first,
    sql`SELECT ${id('x.id')} AS id, e.${raw(TIME)} AS t, x.${raw(more)} AS v FROM ${raw(`${catalog}.more`)} x JOIN (SELECT ${raw(ID)}, ${raw(TIME)} FROM ${events} WHERE ${selected.where}) e ON x.id = e.${raw(ID)} WHERE x.f = ${field.hot} AND ${fits(`x.${more}`)}`
  ];
}

/** The selected events of all files: `id` and `t`. */
export function eventsOf(selected: readonly SelectedFile[]): Fragment {
  const parts = selected.map(
    ({ file, where }, n) =>
      sql`SELECT ${raw(`${n}::BIGINT * 4294967296 + ${ID}`)} AS id, ${raw(TIME)} AS t FROM ${raw(`${file.segment.catalog}.ev`)} WHERE ${where}`
  );
  return parts.length === 0
    ? sql`(SELECT 0::BIGINT AS id, 0::BIGINT AS t WHERE ${FALSE})`
    : sql`(${join(parts, ' UNION ALL ')})`;
}

export async function countOf(store: EventStore, selected: readonly SelectedFile[]): Promise<number> {
  const [row] = await store.rows(sql`SELECT count(*) FROM ${eventsOf(selected)}`);
  return Number(row?.[0] ?? 0);
}

/** The most frequent values, the rarest with `isAscending`; equal counts by value. */
export async function terms(
  store: EventStore,
  selected: readonly SelectedFile[],
  {
    wanted,
    size,
    isAscending = false
  }: { readonly wanted: Wanted; readonly size: number; readonly isAscending?: boolean }
): Promise<readonly Bucket[]> {
  const values = await valuesOf(store, selected, wanted);
  if (values === undefined) return [];
  const order = raw(isAscending ? 'ASC' : 'DESC');
  const rows = await store.rows(
    sql`SELECT v, count(*) AS n FROM ${values} GROUP BY v ORDER BY n ${order}, v ASC LIMIT ${BigInt(size)}`
  );
  return rows.map(([key, count]) => ({ key: keyOf(key), doc_count: Number(count) }));
}

export type Histogram = { readonly firstMs: number; readonly stepMs: number; readonly count: number };

/**
 * The buckets of a histogram as the engine makes them. The last is the one of the end before the offset is added, which
 * may lie behind the end. Source: recorded answers (facts/spike-scirius).
 */
export function histogram(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  stepMs: number
): Histogram {
  const offset = ((fromMs % stepMs) + stepMs) % stepMs;
  const lastMs = Math.floor(toMs / stepMs) * stepMs + offset;
  return { firstMs: fromMs, stepMs, count: Math.max(1, Math.round((lastMs - fromMs) / stepMs) + 1) };
}

/** SQL of the bucket's number of the time `t`. */
export function bucketOf({ firstMs, stepMs }: Histogram): Fragment {
  return sql`CAST(floor((t - CAST(${String(firstMs)} AS BIGINT)) / CAST(${String(stepMs)} AS BIGINT)) AS BIGINT)`;
}

export function keyOf(value: DuckDBValue | undefined): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return Number(value);
}
