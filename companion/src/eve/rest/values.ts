import { LIMITS } from '../defaults.js';
import { sql } from '../query/fragment.js';
import { fieldsNamed } from '../query/condition.js';
import type { EventStore, SelectedFile } from '../store/event-store.js';
import { asKeyword, asNumber, keyOf, terms, valuesOf, type Wanted } from './aggregate.js';
import {
  badEngineRequest,
  badParameter,
  checkBuckets,
  json,
  RefusedRequest,
  requiredParameter,
  type Answer
} from './answer.js';
import { wholeFilter, type Scope } from './filters.js';
import { last, termsSize, timeWindow, type EsRequest } from './parameters.js';

/** What `field_stats` asks its engine for without `.keyword`. Source: facts/scirius §1.3, "Keyword rule". */
const NUMBERS: ReadonlySet<string> = new Set([
  ...['src_port', 'dest_port', 'alert.signature_id', 'alert.severity', 'http.length', 'http.status', 'vlan'],
  ...['geoip.provider.autonomous_system_number', 'tunnel.depth', 'flow.src_port', 'flow.dest_port', 'flow_id']
]);
const UNIQUE_VALUES = 1_000;
const GRAPH = 100;
const STATS = 10;
const ADDRESS_FIELDS: Readonly<Record<string, string>> = {
  rule_src: 'src_ip',
  rule_dest: 'dest_ip',
  rule_source: 'alert.source.ip',
  rule_target: 'alert.target.ip'
};

async function eventsFor(store: EventStore, request: EsRequest, scope: Scope): Promise<readonly SelectedFile[]> {
  const type = last(request, 'event_type');
  const sid = last(request, 'sid');
  const before = [
    ...(type === undefined ? [] : [`event_type.keyword:${JSON.stringify(type)}`]),
    ...(sid === undefined ? [] : [`alert.signature_id:${JSON.stringify(sid)}`])
  ];
  const filter = [...before, wholeFilter(request, scope)].join(' AND ');
  return store.select({ filter, ...timeWindow(request), nowMs: request.nowMs });
}

/** `unique_values/`: the values of a field. */
export async function uniqueValues(store: EventStore, request: EsRequest): Promise<Answer> {
  const size = termsSize(request, 'size', UNIQUE_VALUES);
  const selected = await eventsFor(store, request, 'hosts');
  const wanted = wantedIn(store, request, last(request, 'field') ?? 'src_ip');
  const buckets = await terms(store, selected, { wanted, size });
  if (last(request, 'counts') === 'yes') return json(buckets);
  const keys = buckets.map(({ key }) => key);
  return json(
    keys.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1))
  );
}

/**
 * Numbers, dates and booleans are asked for by `.keyword` too, and so have no values, as in a real Scirius. With
 * `numbers=yes`, which a real one does not know and our clients send, they have.
 */
function wantedIn(store: EventStore, request: EsRequest, name: string): Wanted {
  if (!asksForNumbers(request)) return asKeyword(name);
  const isNumber = store.files.some(({ segment }) => {
    const [named] = fieldsNamed(name, segment.catalogue);
    return named !== undefined && !named.isKeyword && named.field.type !== 'text' && named.field.type !== 'ip';
  });
  return isNumber ? asNumber(name) : asKeyword(name);
}

/** `graph_agg/`: which values of one field come with which of another. */
export async function graph(store: EventStore, request: EsRequest): Promise<Answer> {
  const source = last(request, 'col_src') ?? 'src_ip';
  const target = last(request, 'col_dest') ?? 'dest_ip';
  const sourceSize = termsSize(request, 'size_src', GRAPH);
  const targetSize = termsSize(request, 'size_dest', GRAPH);
  const selected = await eventsFor(store, request, 'hosts');
  const sources = await valuesOf(store, selected, wantedIn(store, request, source));
  const targets = await valuesOf(store, selected, wantedIn(store, request, target));
  if (sources === undefined) return json({ graph: { nodes: [], edges: [] } });
  const top = await store.rows(
    sql`SELECT v, count(*) AS n FROM ${sources} GROUP BY v ORDER BY n DESC, v LIMIT ${BigInt(sourceSize)}`
  );
  const rows =
    targets === undefined
      ? []
      : await store.rows(sql`
          WITH s AS (SELECT v, count(*) AS n FROM ${sources} GROUP BY v ORDER BY n DESC, v LIMIT ${BigInt(sourceSize)})
          SELECT a.v, b.v, count(*) AS n FROM ${sources} a JOIN ${targets} b ON a.id = b.id WHERE a.v IN (SELECT v FROM s)
          GROUP BY a.v, b.v QUALIFY row_number() OVER (PARTITION BY a.v ORDER BY count(*) DESC, b.v) <= ${BigInt(targetSize)}
          ORDER BY n DESC, a.v, b.v LIMIT ${BigInt(LIMITS.allBuckets + 1)}`);
  checkBuckets(top.length + rows.length);
  const bySource = new Map(top.map(([key]) => [keyOf(key), new Array<readonly [string | number, number]>()]));
  for (const [from, to, count] of rows) bySource.get(keyOf(from))?.push([keyOf(to), Number(count)]);
  return json({ graph: graphOf(bySource, source, target) });
}

function graphOf(
  bySource: ReadonlyMap<string | number, readonly (readonly [string | number, number])[]>,
  source: string,
  target: string
): object {
  const seen = new Set<string | number>();
  const nodes: object[] = [];
  const edges: object[] = [];
  for (const [from, tos] of bySource) {
    nodes.push({ index: from, field: source, kind: 'source' });
    for (const [to, doc_count] of tos) {
      // Once each: a real Scirius repeats a target for every source.
      if (!seen.has(to)) nodes.push({ index: to, field: target, kind: 'destination' });
      seen.add(to);
      edges.push({ edge: [from, to], doc_count });
    }
  }
  return { nodes, edges };
}

/** `unique_fields/`: the names of all fields, or of those of one type of event. */
export function uniqueFields(store: EventStore, request: EsRequest): Answer {
  const type = last(request, 'event_type');
  const names = new Set<string>();
  for (const { segment } of store.files) {
    for (const field of segment.catalogue.values())
      if (type === undefined || field.eventTypes.has(type)) names.add(field.path);
  }
  return json({ fields: [...names].sort() });
}

/** `field_stats/`: the most frequent values of a field of alerts. */
export async function fieldStats(store: EventStore, request: EsRequest): Promise<Answer> {
  const name = last(request, 'field');
  if (name === undefined) throw requiredParameter('field');
  const ordering = last(request, 'ordering') ?? 'desc';
  if (ordering !== 'asc' && ordering !== 'desc')
    throw badParameter('ordering', 'Wrong value, "asc" or "desc" must be used');
  const selected = await eventsFor(store, request, 'alerts-of-hosts');
  const size = termsSize(request, 'page_size', STATS);
  return json(await terms(store, selected, { wanted: statField(name), size, isAscending: ordering === 'asc' }));
}

/** `fields_stats/`: the same for several fields; a `-` before a name asks for the rarest values. */
export async function fieldsStats(store: EventStore, request: EsRequest): Promise<Answer> {
  const names = last(request, 'fields');
  if (names === undefined) throw requiredParameter('fields');
  if (names === '') throw badEngineRequest('An aggregation needs a field', 'illegal_argument_exception');
  const selected = await eventsFor(store, request, 'alerts-of-hosts');
  const size = termsSize(request, 'page_size', STATS);
  const answers = await Promise.all(
    names.split(',').map(async written => {
      const name = written.replace(/^-/u, '');
      // Scirius looks for the name with its sign among the numbers, and so takes none for one: facts/scirius §1.3.
      const wanted = asksForNumbers(request) ? statField(name) : { ...statField(written), name };
      return [name, await terms(store, selected, { wanted, size, isAscending: written.startsWith('-') })] as const;
    })
  );
  return json(Object.fromEntries(answers));
}

/** `filter_ip/`: the most frequent addresses of alerts on one side. */
export async function filterIp(store: EventStore, request: EsRequest): Promise<Answer> {
  const side = last(request, 'field');
  if (side === undefined) throw requiredParameter('field');
  const name = ADDRESS_FIELDS[side];
  if (name === undefined) throw new RefusedRequest(json({ detail: `"${side}" is not a valid field` }, 404));
  const selected = await eventsFor(store, request, 'only-alerts-of-hosts');
  return json(await terms(store, selected, { wanted: asKeyword(name), size: termsSize(request, 'page_size', STATS) }));
}

const asksForNumbers = (request: EsRequest): boolean => last(request, 'numbers') === 'yes';

function statField(name: string): Wanted {
  return NUMBERS.has(name) ? asNumber(name) : asKeyword(name);
}
