import { isIPv6 } from 'node:net';
import { LIMITS } from '../defaults.js';
import { raw, sql } from '../query/fragment.js';
import type { EventStore, SelectedFile } from '../store/event-store.js';
import { asKeyword, asNumber, countOf, eventsOf, histogram, terms, valuesOf, type Bucket } from './aggregate.js';
import { checkBuckets, json, requiredParameter, type Answer } from './answer.js';
import { wholeFilter, type Scope } from './filters.js';
import { countsBy, keysOf, type Counts } from './histograms.js';
import { bucketMs, last, termsSize, timeWindow, type EsRequest } from './parameters.js';

const SECOND_MS = 1_000;
const LEAST_SPAN_MS = 20_000;
const RULES = 20;
const PROBES = 100;

/** `alerts_count/`: this range and, unless `prev=false`, the equally long one before it. */
export async function alertsCount(store: EventStore, request: EsRequest): Promise<Answer> {
  const window = timeWindow(request);
  const filter = wholeFilter(request, 'alerts-of-hosts');
  const select = (fromMs: number, toMs: number): Promise<readonly SelectedFile[]> =>
    store.select({ filter, fromMs, toMs, nowMs: request.nowMs });
  if (last(request, 'prev') === 'false') {
    const exact = await countOf(store, await select(window.fromMs, window.toMs));
    return json({ doc_count: Math.min(exact, LIMITS.countCap), exact_count: exact });
  }
  const before = await select(window.fromMs - (window.toMs - window.fromMs), window.fromMs - 1);
  const now = await select(window.fromMs, window.toMs);
  return json({ prev_doc_count: await countOf(store, before), doc_count: await countOf(store, now) });
}

/** `alerts_timerange/`: the first and the last alert there is; a range of at least twenty seconds. */
export async function alertsTimeRange(store: EventStore, request: EsRequest): Promise<Answer> {
  const window = timeWindow(request);
  const selected = await store.select({ filter: wholeFilter(request, 'alerts-of-hosts'), nowMs: request.nowMs });
  const [row] = await store.rows(sql`SELECT min(t), max(t) FROM ${eventsOf(selected)}`);
  const [first, latest] = row ?? [];
  const isEmpty = first === null || first === undefined;
  const least = isEmpty ? window.fromMs : Number(first);
  const most = (isEmpty ? window.toMs : Number(latest)) + SECOND_MS;
  const widened = most - least < LEAST_SPAN_MS ? LEAST_SPAN_MS / 2 : 0;
  return json({ min_timestamp: least - widened, max_timestamp: most + widened });
}

async function alertsOf(
  store: EventStore,
  request: EsRequest,
  scope: Scope,
  more = ''
): Promise<readonly SelectedFile[]> {
  const window = timeWindow(request);
  return store.select({ filter: more + wholeFilter(request, scope), ...window, nowMs: request.nowMs });
}

function required(request: EsRequest, name: string): string {
  const value = last(request, name);
  if (value === undefined) throw requiredParameter(name);
  return value;
}

/** `rules/`: the rules that fired most. */
export async function rules(store: EventStore, request: EsRequest): Promise<Answer> {
  required(request, 'hosts');
  const selected = await alertsOf(store, request, 'only-alerts-of-hosts');
  return json({ rules: await terms(store, selected, { wanted: asNumber('alert.signature_id'), size: RULES }) });
}

/** `rule/`: the probes on which one rule fired. */
export async function rule(store: EventStore, request: EsRequest): Promise<Answer> {
  const selected = await alertsOf(store, request, 'alerts', `${signatures(required(request, 'sid'))} AND `);
  return json({ rule: await terms(store, selected, { wanted: asKeyword('host'), size: PROBES }) });
}

/** `top_rules/` and, with `sids`, `sigs_list/`: rules with their counts over time. */
export async function rulesOverTime(store: EventStore, request: EsRequest, hasSids: boolean): Promise<Answer> {
  required(request, 'hosts');
  const before = hasSids ? `${signatures(required(request, 'sids'))} AND ` : '';
  const selected = await alertsOf(store, request, 'alerts-of-hosts', before);
  const window = timeWindow(request);
  const shape = histogram(window, bucketMs(request, window));
  const size = hasSids ? LIMITS.resultWindow : termsSize(request, 'count', RULES);
  const wanted = asNumber('alert.signature_id');
  const found = await terms(store, selected, { wanted, size, isAscending: last(request, 'order') === 'asc' });
  checkBuckets(found.length * shape.count);
  const values = await valuesOf(store, selected, wanted);
  const ids = JSON.stringify(found.map(({ key }) => key));
  const counts: Counts =
    values === undefined
      ? new Map()
      : await countsBy(
          store,
          sql`(SELECT * FROM ${values} WHERE v IN (SELECT unnest(CAST(${ids} AS JSON)::BIGINT[])))`,
          shape
        );
  const probes = hasSids ? await probesBySignature(store, selected) : undefined;
  return json(
    found.map(bucket => ({
      ...bucket,
      timeline: { buckets: keysOf(shape).map((key, n) => ({ key, doc_count: counts.get(bucket.key)?.get(n) ?? 0 })) },
      ...(probes === undefined ? {} : { probes: { buckets: probes.get(bucket.key) ?? [] } })
    }))
  );
}

/** Signature ids as the engine is asked for them; what is no number matches nothing. */
function signatures(list: string): string {
  const ids = list.split(',').map(id => (/^\s*\d+\s*$/u.test(id) ? id.trim() : '"-"'));
  return `alert.signature_id:(${ids.join(' OR ')})`;
}

async function probesBySignature(
  store: EventStore,
  selected: readonly SelectedFile[]
): Promise<ReadonlyMap<string | number, readonly Bucket[]>> {
  const rows = await pairs(store, selected, ['alert.signature_id', 'host']);
  const probes = new Map<string | number, Bucket[]>();
  for (const [id, key, doc_count] of rows) probes.set(id, [...(probes.get(id) ?? []), { key, doc_count }]);
  return probes;
}

type Pair = readonly [number, string, number];

/** Signature ids with a text field of the same alerts, and how many there are; most first. */
async function pairs(
  store: EventStore,
  selected: readonly SelectedFile[],
  [id, text]: readonly [string, string]
): Promise<readonly Pair[]> {
  const ids = await valuesOf(store, selected, asNumber(id));
  const texts = await valuesOf(store, selected, asKeyword(text));
  if (ids === undefined || texts === undefined) return [];
  const rows = await store.rows(
    sql`SELECT a.v, b.v, count(*) AS n FROM ${ids} a JOIN ${texts} b ON a.id = b.id GROUP BY a.v, b.v ORDER BY n DESC, a.v, b.v LIMIT ${BigInt(LIMITS.allBuckets + 1)}`
  );
  checkBuckets(rows.length);
  return rows.map(([key, value, count]) => [Number(key), String(value), Number(count)]);
}

/** `rules_per_category/`: categories of alerts with their rules. */
export async function rulesPerCategory(store: EventStore, request: EsRequest): Promise<Answer> {
  const selected = await alertsOf(store, request, 'alerts-of-hosts');
  const messages = new Map(
    (await pairs(store, selected, ['alert.signature_id', 'alert.signature'])).map(([id, text]) => [id, text])
  );
  const categories = new Map<string, { count: number; readonly children: object[] }>();
  for (const [key, category, doc_count] of await pairs(store, selected, ['alert.signature_id', 'alert.category'])) {
    const known = categories.get(category) ?? { count: 0, children: [] };
    known.count += doc_count;
    known.children.push({ key, doc_count, msg: messages.get(key) ?? '' });
    categories.set(category, known);
  }
  if (categories.size === 0) return json({});
  const sorted = [...categories].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
  return json({
    key: 'categories',
    children: sorted.map(([key, { count, children }]) => ({ key, doc_count: count, children }))
  });
}

/** `ip_pair_alerts/`: who had alerts with whom: at most 20 sources, 20 targets each, 20 rules each. */
export async function ipPairAlerts(store: EventStore, request: EsRequest): Promise<Answer> {
  const selected = await alertsOf(store, request, 'alerts-of-hosts');
  const [sources, targets, ids] = await Promise.all([
    valuesOf(store, selected, asKeyword('src_ip')),
    valuesOf(store, selected, asKeyword('dest_ip')),
    valuesOf(store, selected, asKeyword('alert.signature'))
  ]);
  if (sources === undefined || targets === undefined || ids === undefined) return json({ nodes: [], links: [] });
  const limit = raw(String(RULES));
  const rows = await store.rows(sql`
    WITH pair AS (SELECT a.v AS s, b.v AS d, c.v AS r FROM ${sources} a JOIN ${targets} b ON a.id = b.id JOIN ${ids} c ON a.id = c.id),
    s AS (SELECT s, count(*) AS n FROM pair GROUP BY s ORDER BY n DESC, s LIMIT ${limit}),
    d AS (SELECT s, d, count(*) AS n FROM pair WHERE s IN (SELECT s FROM s) GROUP BY s, d
          QUALIFY row_number() OVER (PARTITION BY s ORDER BY count(*) DESC, d) <= ${limit})
    SELECT d.s, d.d, d.n, p.r, count(*) AS m FROM d JOIN pair p ON p.s = d.s AND p.d = d.d
    GROUP BY d.s, d.d, d.n, p.r QUALIFY row_number() OVER (PARTITION BY d.s, d.d ORDER BY count(*) DESC, p.r) <= ${limit}
    ORDER BY d.n DESC, d.s, d.d, m DESC, p.r`);
  return json(
    graphOf(
      rows.map(([s, d, n, r, m]) => [shortAddress(String(s)), shortAddress(String(d)), Number(n), String(r), Number(m)])
    )
  );
}

/** An address in its short form (RFC 5952), as the engine writes the values of its address fields. */
function shortAddress(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

function graphOf(rows: readonly (readonly [string, string, number, string, number])[]): object {
  const nodes = new Map<string, number>();
  const links = new Map<
    string,
    { readonly source: number; readonly target: number; readonly value: number; readonly alerts: Bucket[] }
  >();
  const indexOf = (address: string): number => {
    const index = nodes.get(address) ?? nodes.size;
    nodes.set(address, index);
    return index;
  };
  for (const [source, target, count, key, doc_count] of rows) {
    const known = links.get(`${source} ${target}`) ?? {
      source: indexOf(source),
      target: indexOf(target),
      value: (Math.log(count) + 1) * 2,
      alerts: []
    };
    if (known.alerts.length < RULES) known.alerts.push({ key, doc_count });
    links.set(`${source} ${target}`, known);
  }
  return { nodes: [...nodes.keys()].map(id => ({ id, group: id.includes(':') ? 6 : 4 })), links: [...links.values()] };
}
