import { LIMITS } from '../defaults.js';
import { raw, sql, type Fragment } from '../query/fragment.js';
import type { EventStore, SelectedFile } from '../store/event-store.js';
import { asKeyword, asNumber, bucketOf, eventsOf, histogram, keyOf, valuesOf, type Histogram } from './aggregate.js';
import { checkBuckets, json, type Answer } from './answer.js';
import { wholeFilter, type Scope } from './filters.js';
import { bucketMs, last, timeWindow, type EsRequest } from './parameters.js';

/** Counts by bucket for each value of a field, or for all events under ''. */
export type Counts = ReadonlyMap<string | number, ReadonlyMap<number, number>>;

/** `timeline/`: alerts over time, one series for each probe, or with `target=true` for each tag that alerts have. */
export async function timeline(store: EventStore, request: EsRequest): Promise<Answer> {
  const { shape, window, selected } = await prepared(store, request, 'alerts-of-hosts');
  const name = last(request, 'target') === 'true' ? 'alert.tag' : 'host';
  const values = await valuesOf(store, selected, asKeyword(name));
  const counts = values === undefined ? new Map<string, Map<number, number>>() : await countsBy(store, values, shape);
  checkBuckets(counts.size * shape.count);
  const series = [...counts].map(([probe, buckets]) => {
    const entries = keysOf(shape).map((time, n) => ({ time, count: buckets.get(n) ?? 0 }));
    return [probe, { entries }] as const;
  });
  return json({
    ...Object.fromEntries(series),
    from_date: window.fromMs,
    to_date: window.shownTo,
    interval: shape.stepMs
  });
}

/** `events_timeline/`: events over time, in the engine's own shape. */
export async function eventsTimeline(store: EventStore, request: EsRequest): Promise<Answer> {
  const { shape, selected } = await prepared(store, request, 'every-type');
  const rows = await store.rows(sql`SELECT ${bucketOf(shape)} AS b, count(*) FROM ${eventsOf(selected)} GROUP BY b`);
  const counts = new Map(rows.map(([bucket, count]) => [Number(bucket), Number(count)]));
  const buckets = keysOf(shape).map((key, n) => bucketAt(key, { doc_count: counts.get(n) ?? 0 }));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return engineAnswer(total, buckets);
}

/** `flow_timeline/`: flows and their bytes over time. */
export async function flowTimeline(store: EventStore, request: EsRequest): Promise<Answer> {
  const { shape, selected } = await prepared(store, request, 'every-type', 'event_type:flow AND ');
  const sums = await bytesOf(store, selected, shape);
  const rows = await store.rows(sql`SELECT ${bucketOf(shape)} AS b, count(*) FROM ${eventsOf(selected)} GROUP BY b`);
  const counts = new Map(rows.map(([bucket, count]) => [Number(bucket), Number(count)]));
  const buckets = keysOf(shape).map((key, n) =>
    bucketAt(key, {
      doc_count: counts.get(n) ?? 0,
      tx_bytes: { value: sums.toServer.get(n) ?? 0 },
      rx_bytes: { value: sums.toClient.get(n) ?? 0 }
    })
  );
  return engineAnswer(
    [...counts.values()].reduce((sum, count) => sum + count, 0),
    buckets
  );
}

/** `ip_flow_timeline/`: bytes that an address sent and received over time, whichever end of the flow it was. */
export async function ipFlowTimeline(store: EventStore, request: EsRequest, ip: string): Promise<Answer> {
  const quoted = JSON.stringify(ip);
  const source = await prepared(store, request, 'every-type', `event_type:flow AND src_ip:${quoted} AND `);
  const target = await prepared(store, request, 'every-type', `event_type:flow AND dest_ip:${quoted} AND `);
  const out = await bytesOf(store, source.selected, source.shape);
  const back = await bytesOf(store, target.selected, target.shape);
  const buckets = keysOf(source.shape).map((key, n) => ({
    key,
    key_as_string: new Date(key).toISOString(),
    tx_bytes: { value: (out.toServer.get(n) ?? 0) + (back.toClient.get(n) ?? 0) },
    rx_bytes: { value: (out.toClient.get(n) ?? 0) + (back.toServer.get(n) ?? 0) }
  }));
  return engineAnswer(buckets.length, buckets);
}

export function keysOf({ firstMs, stepMs, count }: Histogram): readonly number[] {
  return Array.from({ length: count }, (_, n) => firstMs + n * stepMs);
}

/** Counts by bucket of the histogram for every one of `values`, as `valuesOf` gives them. */
export async function countsBy(store: EventStore, values: Fragment, shape: Histogram): Promise<Counts> {
  const rows = await store.rows(
    sql`SELECT v, ${bucketOf(shape)} AS b, count(*) FROM ${values} GROUP BY v, b ORDER BY v LIMIT ${BigInt(LIMITS.allBuckets + 1)}`
  );
  checkBuckets(rows.length);
  const counts = new Map<string | number, Map<number, number>>();
  for (const [value, bucket, count] of rows) {
    const key = keyOf(value);
    const buckets = counts.get(key) ?? new Map<number, number>();
    counts.set(key, buckets.set(Number(bucket), Number(count)));
  }
  return counts;
}

async function prepared(
  store: EventStore,
  request: EsRequest,
  scope: Scope,
  before = ''
): Promise<{
  readonly shape: Histogram;
  readonly window: ReturnType<typeof timeWindow>;
  readonly selected: readonly SelectedFile[];
}> {
  const window = timeWindow(request);
  const shape = histogram(window, bucketMs(request, window));
  const filter = before + wholeFilter(request, scope);
  return { shape, window, selected: await store.select({ filter, ...window, nowMs: request.nowMs }) };
}

async function bytesOf(
  store: EventStore,
  selected: readonly SelectedFile[],
  shape: Histogram
): Promise<{ readonly toServer: ReadonlyMap<number, number>; readonly toClient: ReadonlyMap<number, number> }> {
  const sums = async (name: string): Promise<ReadonlyMap<number, number>> => {
    const values = await valuesOf(store, selected, asNumber(name));
    if (values === undefined) return new Map();
    const rows = await store.rows(sql`SELECT ${bucketOf(shape)} AS b, sum(${raw('v')}) FROM ${values} GROUP BY b`);
    return new Map(rows.map(([bucket, sum]) => [Number(bucket), Number(sum)]));
  };
  return { toServer: await sums('flow.bytes_toserver'), toClient: await sums('flow.bytes_toclient') };
}

function bucketAt(key: number, counts: object): object {
  return { key_as_string: new Date(key).toISOString(), key, doc_count: 0, ...counts };
}

/** A search answer of the engine, as far as it can be told. */
function engineAnswer(total: number, buckets: readonly object[]): Answer {
  return json({
    took: 1,
    timed_out: false,
    _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
    hits: {
      total: { value: Math.min(total, 10_000), relation: total > 10_000 ? 'gte' : 'eq' },
      max_score: null,
      hits: []
    },
    aggregations: { date: { buckets } }
  });
}
