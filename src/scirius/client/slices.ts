import { EventCollector, type Bucket, type Events } from './events.js';
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
 * and cut again where a slice is still full. Each event counts once. Cancelling ends between two slices, or within one.
 */
export async function fetchSlices(slicing: Slicing): Promise<Events> {
  const { range, limit, progress } = slicing;
  const expected = (await slicing.timeline(range)).reduce((sum, bucket) => sum + bucket.count, 0);
  const collected = new EventCollector();
  let server: Events['server'] = 'Scirius';
  for await (const part of slices(slicing, range)) {
    server = part.server;
    collected.add(part);
    const fetched = collected.rows.length;
    progress?.(Math.min(fetched, limit), Math.max(expected, fetched));
    if (fetched >= limit) break;
  }
  const hits = Math.max(expected, collected.rows.length);
  return { rows: collected.rows.slice(0, limit), hits, isCapped: false, server, range, notes: collected.notes };
}

async function* slices(slicing: Slicing, range: TimeRange): AsyncGenerator<Events> {
  slicing.signal?.throwIfAborted();
  const page = await slicing.page(range, MAX_PAGE);
  const isFull = page.rows.length >= MAX_PAGE;
  if (!isFull) {
    yield page;
    return;
  }
  if (range.toMs <= range.fromMs) {
    const note = `There are more than 10,000 events in the millisecond ${String(range.fromMs)}: the rest cannot be reached.`;
    yield { ...page, notes: [...page.notes, note] };
    return;
  }
  for (const part of cut(range, await slicing.timeline(range))) yield* slices(slicing, part);
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
