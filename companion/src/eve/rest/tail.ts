import { LIMITS } from '../defaults.js';
import { fieldsNamed } from '../query/condition.js';
import { join, raw, sql, type Fragment } from '../query/fragment.js';
import type { EventStore, SelectedFile, StoredFile } from '../store/event-store.js';
import { columnName, HOT_COLUMNS, ID_COLUMN, TIME_COLUMN } from '../store/layout.js';
import { countOf } from './aggregate.js';
import { badEngineRequest, json, jsonText, RefusedRequest, serverError, type Answer } from './answer.js';
import { eventTexts, type EventPlace } from './event-text.js';
import { wholeFilter, type Scope } from './filters.js';
import { last, paging, timeWindow, type EsRequest, type Paging } from './parameters.js';

const ID = columnName(ID_COLUMN);
const TIME = columnName(TIME_COLUMN);

/** One page of events, newest first or in the order asked for, as `events_tail` and its kind answer it. */
export async function tail(store: EventStore, request: EsRequest, scope: Scope): Promise<Answer> {
  const window = timeWindow(request);
  const ordering = orderingOf(request);
  const pages = paging(request);
  const selected = await store.select({ filter: wholeFilter(request, scope), ...window, nowMs: request.nowMs });
  const [exact, places] = await Promise.all([
    countOf(store, selected),
    page(store, selected, { ordering, limit: pages.size, offset: (pages.page - 1) * pages.size })
  ]);
  const texts = await eventTexts(places, { hasId: true });
  const count = Math.min(exact, LIMITS.countCap);
  const links = { next: nextPage(request, pages, count), previous: previousPage(request, pages) };
  const head = JSON.stringify({ count, exact_count: exact, ...links }).slice(0, -1);
  return jsonText(`${head},"results":[${texts.join(',')}]}`);
}

export type Ordering = { readonly name: string; readonly isAscending: boolean };

/** Where the events of a page stand, in their order. */
export async function page(
  store: EventStore,
  selected: readonly SelectedFile[],
  {
    ordering,
    limit,
    offset
  }: { readonly ordering: Ordering | undefined; readonly limit: number; readonly offset: number }
): Promise<readonly EventPlace[]> {
  if (selected.length === 0) return [];
  const parts = await Promise.all(
    selected.map(async ({ file, where }, n) => {
      const key = ordering === undefined ? raw(TIME) : await sortKey(store, file, ordering);
      return key === undefined
        ? undefined
        : sql`SELECT ${raw(`${n}`)} AS f, ${raw(ID)} AS id, ${key} AS k FROM ${raw(`${file.segment.catalog}.ev`)} e WHERE ${where}`;
    })
  );
  const known = parts.filter(part => part !== undefined);
  if (known.length === 0) throw badEngineRequest(`No mapping found for [${ordering?.name ?? ''}] in order to sort on`);
  const direction = raw(ordering?.isAscending === true ? 'ASC' : 'DESC');
  const rows = await store.rows(
    sql`SELECT f, id FROM (${join(known, ' UNION ALL ')}) ORDER BY k ${direction} NULLS LAST, f DESC, id DESC LIMIT ${BigInt(limit)} OFFSET ${BigInt(offset)}`
  );
  return rows.flatMap(([n, line]) => {
    const file = selected[Number(n)]?.file;
    return file === undefined ? [] : [{ file, line: Number(line) }];
  });
}

/** @throws what Scirius answers for an ordering that is none */
function orderingOf(request: EsRequest): Ordering | undefined {
  const text = last(request, 'ordering');
  if (text === undefined) return undefined;
  if (text === '') throw serverError();
  if (!/^-?[0-9a-zA-Z_@.]+$/u.test(text)) throw new RefusedRequest(json(`Wrong ordering value: ${text}`, 400));
  return { name: text.replace(/^-/u, ''), isAscending: !text.startsWith('-') };
}

/** SQL of what events of a file are sorted by; of several values the least or the greatest. */
async function sortKey(
  store: EventStore,
  file: StoredFile,
  { name, isAscending }: Ordering
): Promise<Fragment | undefined> {
  const [named] = fieldsNamed(name, file.segment.catalogue);
  if (named === undefined) return undefined;
  const { field, isKeyword } = named;
  if (field.type === 'text' && !isKeyword) {
    throw badEngineRequest(`Text fields are not optimised for sorting: use ${name}.keyword`);
  }
  const column = HOT_COLUMNS[field.hot];
  if (column !== undefined) return raw(columnName(isKeyword ? column.value : (column.number ?? column.value)));
  const { name: table } = await store.sideTable(file, field);
  const value = field.type === 'text' || isKeyword ? 's' : 'n';
  return sql`(SELECT ${raw(isAscending ? 'min' : 'max')}(x.${raw(value)}) FROM ${raw(table)} x WHERE x.id = e.${raw(ID)})`;
}

function nextPage(request: EsRequest, { page: number, size }: Paging, count: number): string | null {
  return number * size < count ? link(request, number + 1) : null;
}

function previousPage(request: EsRequest, { page: number }: Paging): string | null {
  return number > 1 ? link(request, number - 1) : null;
}

/** The request with another page; its parameters sorted by name, as Scirius writes them. */
function link({ url }: EsRequest, number: number): string {
  const target = new URL(url);
  target.searchParams.delete('page');
  if (number > 1) target.searchParams.set('page', String(number));
  target.searchParams.sort();
  return target.href;
}
