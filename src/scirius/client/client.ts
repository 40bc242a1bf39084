import { FilterRefused, joinFilters, STATIC_CATALOG, wrapFilter, type FieldCatalog } from '../language/index.js';
import { EventCollector, isTruncated, timestampOf, type Bucket, type Events, type SciriusEvent } from './events.js';
import { SciriusRefused } from './failures.js';
import {
  COUNT_CAP,
  FIELD_STATS_FIELDS,
  MAX_BUCKETS,
  MAX_PAGE,
  MAX_REQUEST_LINE_BYTES,
  SAFE_ORDERINGS
} from './limits.js';
import {
  ask,
  requestLineBytes,
  requestUrl,
  type Answer,
  type CancelSignal,
  type Connection,
  type Params
} from './request.js';
import { fetchSlices, type Progress } from './slices.js';
import { splitFilter } from './split-filter.js';
import type { TimeRange } from './time.js';

/** One filter as a user wrote it, or several that must all hold; they are wrapped here. */
export type Wanted = string | readonly (string | undefined)[] | undefined;

export type Ask = { readonly filter: Wanted; readonly range: TimeRange; readonly signal?: CancelSignal };
export type AskEvents = Ask & {
  readonly kind?: 'events' | 'alerts';
  /** 1,000 by default. Past 10,000 the range is asked for in slices, newest first. */
  readonly limit?: number;
  readonly ordering?: string;
  readonly progress?: Progress;
};

export type ValueCount = { readonly value: string | number | boolean; readonly count: number };
/** `notes`: what the numbers do not cover, as sentences. */
export type Terms = { readonly values: readonly ValueCount[]; readonly notes: readonly string[] };

const API = 'rest/rules/es';
const DEFAULT_LIMIT = 1_000;

/**
 * Questions to one Scirius, with its pitfalls taken care of: filters are wrapped, ranges absolute, caps and losses said.
 * Source of paths, parameters and limits: facts/scirius §1, facts/spike-scirius.
 *
 * Every method throws what `ask` does, and `FILTER_REFUSED` for a filter that does not balance by itself.
 */
export class SciriusClient {
  readonly #connection: Connection;
  readonly #catalog: FieldCatalog;

  constructor(connection: Connection, options: { readonly catalog?: FieldCatalog } = {}) {
    this.#connection = connection;
    this.#catalog = options.catalog ?? STATIC_CATALOG;
  }

  get address(): string {
    return this.#connection.baseUrl;
  }

  /** At most `limit` events; a filter too long for one request is asked in parts. */
  async events(asked: AskEvents): Promise<Events> {
    const limit = Math.max(asked.limit ?? DEFAULT_LIMIT, 1);
    if (limit > MAX_PAGE && asked.ordering !== undefined && asked.ordering !== '-@timestamp') {
      throw new FilterRefused('More than 10,000 events come newest first.', { hint: 'Leave the ordering out.' });
    }
    const sent = sentFilter(asked.filter);
    const parts = splitFilter(sent, part => this.#fits(part)) ?? [sent];
    const found: Events[] = [];
    for (const part of parts) found.push(await this.#eventsOf(part, asked, limit));
    const [only] = found;
    const notes = lossNotes(asked.ordering);
    if (only !== undefined && found.length === 1) return { ...only, notes: [...notes, ...only.notes] };
    return mergeParts(found, { limit, range: asked.range, notes });
  }

  /** Events per bucket. The interval (s) is never so small that it would harm the engine. */
  async timeline(asked: Ask & { readonly intervalS?: number }): Promise<readonly Bucket[]> {
    return this.#timeline(sentFilter(asked.filter), asked.range, asked);
  }

  /** How many events match, exactly: the sum of a timeline, since `count` stops at 10,000. */
  async count(asked: Ask): Promise<number> {
    return (await this.timeline(asked)).reduce((sum, bucket) => sum + bucket.count, 0);
  }

  /**
   * The most frequent values of a field. Scirius counts no numbers but a few, and those of alerts only; the notes say so.
   */
  async terms(asked: Ask & { readonly field: string; readonly size?: number }): Promise<Terms> {
    const { field, size = DEFAULT_LIMIT } = asked;
    const qfilter = sentFilter(asked.filter);
    const type = this.#catalog.find(field)?.type;
    const params = { field, qfilter, ...dates(asked.range) };
    const answer = await this.#get('unique_values', { ...params, counts: 'yes', numbers: 'yes', size }, asked.signal);
    const values = valueCounts(answer.value);
    if (values.length > 0 || answer.server === 'embedded' || !isCounted(type)) return { values, notes: [] };
    if (!FIELD_STATS_FIELDS.has(field))
      return { values, notes: [`Scirius counts no values of ${field}, which holds no text.`] };
    const stats = await this.#get('field_stats', { ...params, page_size: size }, asked.signal);
    return { values: valueCounts(stats.value), notes: [`Scirius counts values of ${field} in alerts only.`] };
  }

  /** All events of one connection, at most 100, by type. */
  async flow(flowId: string | number, range: TimeRange, signal?: CancelSignal): Promise<readonly SciriusEvent[]> {
    const params = { qfilter: wrapFilter(`flow_id:${String(flowId)}`), ...dates(range) };
    const { value } = await this.#get('events_from_flow_id', params, signal);
    return Object.values(recordOf(value)).flatMap(rowsOf);
  }

  /** The names of all fields that the server maps. */
  async fields(signal?: CancelSignal): Promise<readonly string[]> {
    const { value } = await this.#get('unique_fields', {}, signal);
    const { fields } = recordOf(value);
    return Array.isArray(fields) ? fields.filter(name => typeof name === 'string') : [];
  }

  async #eventsOf(qfilter: string, asked: AskEvents, limit: number): Promise<Events> {
    const endpoint = asked.kind === 'alerts' ? 'alerts_tail' : 'events_tail';
    const page = (range: TimeRange, size: number): Promise<Events> =>
      this.#page(endpoint, { qfilter, ordering: asked.ordering }, { range, size, signal: asked.signal });
    if (limit <= MAX_PAGE) return page(asked.range, limit);
    // Alerts are events of one type; the timeline counts all types.
    const counted = asked.kind === 'alerts' ? `event_type:alert AND ${qfilter}` : qfilter;
    const timeline = (range: TimeRange): Promise<readonly Bucket[]> => this.#timeline(counted, range, asked);
    return fetchSlices({ page, timeline, range: asked.range, limit, progress: asked.progress, signal: asked.signal });
  }

  async #page(
    endpoint: string,
    params: Params,
    {
      range,
      size,
      signal
    }: { readonly range: TimeRange; readonly size: number; readonly signal: CancelSignal | undefined }
  ): Promise<Events> {
    const answer = await this.#get(endpoint, { page_size: size, ...dates(range), ...params }, signal);
    const body = recordOf(answer.value);
    if (!Array.isArray(body['results'])) {
      throw new SciriusRefused('The answer about events has no results.', { hint: 'Check SCIRIUS_HOST.' });
    }
    const rows = rowsOf(body['results']).slice(0, size);
    const exact = body['exact_count'];
    const hits = typeof exact === 'number' ? exact : Number(body['count'] ?? rows.length);
    const isCapped = typeof exact !== 'number' && hits >= COUNT_CAP;
    return { rows, hits, isCapped, server: answer.server, range, notes: [] };
  }

  async #timeline(
    qfilter: string,
    range: TimeRange,
    options: { readonly intervalS?: number; readonly signal?: CancelSignal }
  ): Promise<readonly Bucket[]> {
    const smallest = Math.max(Math.ceil((range.toMs - range.fromMs) / (1_000 * MAX_BUCKETS)), 1);
    const interval = options.intervalS === undefined ? undefined : Math.max(Math.floor(options.intervalS), smallest);
    const { value } = await this.#get('events_timeline', { qfilter, ...dates(range), interval }, options.signal);
    // Without any matching index the engine leaves the aggregation out.
    const buckets = recordOf(recordOf(recordOf(value)['aggregations'])['date'])['buckets'];
    return rowsOf(buckets).map(bucket => ({ startMs: Number(bucket['key']), count: Number(bucket['doc_count']) }));
  }

  #get(endpoint: string, params: Params, signal: CancelSignal | undefined): Promise<Answer> {
    return ask(this.#connection, `${API}/${endpoint}`, params, signal);
  }

  #fits(qfilter: string): boolean {
    const params = { page_size: MAX_PAGE, qfilter, from_date: 1e12, to_date: 1e12, ordering: '-@timestamp' };
    // Room for a longer ordering and for what a timeline of alerts adds.
    const url = requestUrl(this.#connection.baseUrl, `${API}/events_timeline`, params);
    return requestLineBytes(url) + 64 <= MAX_REQUEST_LINE_BYTES;
  }
}

function sentFilter(wanted: Wanted): string {
  return joinFilters(typeof wanted === 'string' || wanted === undefined ? [wanted] : wanted);
}

function dates({ fromMs, toMs }: TimeRange): Params {
  return { from_date: fromMs, to_date: toMs };
}

function isCounted(type: string | undefined): boolean {
  return type === 'long' || type === 'float' || type === 'date' || type === 'boolean';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function rowsOf(value: unknown): readonly SciriusEvent[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is SciriusEvent => typeof row === 'object' && row !== null && !Array.isArray(row));
}

function valueCounts(value: unknown): readonly ValueCount[] {
  return rowsOf(value).flatMap(row => {
    const { key, doc_count: count } = row;
    const isValue = typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean';
    return isValue ? [{ value: key, count: Number(count) }] : [];
  });
}

function lossNotes(ordering: string | undefined): readonly string[] {
  const field = (ordering ?? '').replace(/^-/, '');
  if (field === '' || SAFE_ORDERINGS.has(field)) return [];
  return [
    `Ordered by ${field}, events without that field are missing, without a word from Scirius. ` +
      `Add _exists_:${field.replace(/\.keyword$/, '')} to say that you want the others left out.`
  ];
}

/** Newest first, each once. An event may match two parts, so hits are the most there can be. */
function mergeParts(
  parts: readonly Events[],
  { limit, range, notes }: { readonly limit: number; readonly range: TimeRange; readonly notes: readonly string[] }
): Events {
  const collected = new EventCollector();
  for (const part of parts) collected.add(part);
  const rows = [...collected.rows].sort((one, other) => (timestampOf(one) < timestampOf(other) ? 1 : -1));
  const isComplete = !parts.some(isTruncated);
  const sum = parts.reduce((total, part) => total + part.hits, 0);
  return {
    rows: rows.slice(0, limit),
    hits: isComplete ? rows.length : Math.max(rows.length, sum),
    isCapped: parts.some(part => part.isCapped),
    server: parts[0]?.server ?? 'Scirius',
    range,
    notes: [...notes, ...new Set(collected.notes)]
  };
}
