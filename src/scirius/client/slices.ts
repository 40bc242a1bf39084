import { EventCollector, timestampOf, type Bucket, type Events, type SciriusEvent } from './events.js';
import { MAX_PAGE, SLICE_TARGET } from './limits.js';
import type { CancelSignal } from './request.js';
import type { TimeRange } from './time.js';

/** Told after each slice: events so far, events expected. */
export type Progress = (fetched: number, expected: number) => void;

type Slicing = {
  readonly page: (range: TimeRange, size: number) => Promise<Events>;
  readonly timeline: (range: TimeRange) => Promise<readonly Bucket[]>;
  readonly range: TimeRange;
  readonly limit: number;
  readonly progress: Progress | undefined;
  readonly signal: CancelSignal | undefined;
};

/**
 * Up to `limit` events, newest first, past the 10,000 that one request gives: the range is cut where the timeline says,
 * and what a full page leaves out is asked for below its oldest event. Each event counts once. Cancelling ends between
 * two pages, or within one.
 */
export async function fetchSlices(slicing: Slicing): Promise<Events> {
  const { range, limit, progress } = slicing;
  const buckets = await slicing.timeline(range);
  const expected = countIn(buckets);
  const collected = new EventCollector();
  let server: Events['server'] = 'Scirius';
  for await (const part of slices(slicing, range, buckets)) {
    server = part.server;
    collected.add(part);
    const fetched = collected.rows.length;
    progress?.(Math.min(fetched, limit), Math.max(expected, fetched));
    if (fetched >= limit) break;
  }
  const hits = Math.max(expected, collected.rows.length);
  return { rows: collected.rows.slice(0, limit), hits, isCapped: false, server, range, notes: collected.notes };
}

/** `buckets`: the timeline of the range, where it is known that it holds more than one page. */
async function* slices(slicing: Slicing, range: TimeRange, buckets: readonly Bucket[]): AsyncGenerator<Events> {
  slicing.signal?.throwIfAborted();
  if (countIn(buckets) > MAX_PAGE && range.fromMs < range.toMs) {
    for (const part of cut(range, buckets)) yield* slices(slicing, part, []);
    return;
  }
  const page = await slicing.page(range, MAX_PAGE);
  if (page.rows.length < MAX_PAGE) {
    yield page;
    return;
  }
  const oldestMs = instantOf(page.rows.at(-1));
  const isAtEnd = oldestMs === undefined ? range.fromMs >= range.toMs : oldestMs >= range.toMs;
  if (isAtEnd) {
    const note = `There are more than 10,000 events in the millisecond ${String(range.toMs)}: the rest cannot be reached.`;
    yield { ...page, notes: [...page.notes, note] };
  } else yield page;
  const toMs = isAtEnd ? range.toMs - 1 : (oldestMs ?? range.toMs);
  if (toMs < range.fromMs) return;
  const rest = { fromMs: range.fromMs, toMs };
  const known = await slicing.timeline(rest);
  if (toMs < range.toMs) yield* slices(slicing, rest, known);
  // Events that do not say when they were cannot tell where to go on.
  else for (const part of cut(rest, known)) yield* slices(slicing, part, []);
}

function countIn(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0);
}

function instantOf(event: SciriusEvent | undefined): number | undefined {
  const text = event === undefined ? '' : timestampOf(event).replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** Ranges below the one given, newest first, each with about as many events as one page holds. */
function cut({ fromMs, toMs }: TimeRange, buckets: readonly Bucket[]): readonly TimeRange[] {
  const edges: number[] = [];
  let total = 0;
  for (const { startMs, count } of buckets) {
    if (total > 0 && total + count > SLICE_TARGET && fromMs < startMs && startMs <= toMs) {
      edges.push(startMs);
      total = 0;
    }
    total += count;
  }
  // One bucket holds it all, or the timeline is too coarse: halve.
  if (edges.length === 0) edges.push(Math.floor((fromMs + toMs + 1) / 2));
  const starts = [fromMs, ...edges];
  return starts.map((start, index) => ({ fromMs: start, toMs: (starts[index + 1] ?? toMs + 1) - 1 })).reverse();
}
