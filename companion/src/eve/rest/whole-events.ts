import { readEvent } from '../ingest/read-event.js';
import type { EventStore } from '../store/event-store.js';
import { json, jsonText, type Answer } from './answer.js';
import { eventText } from './event-text.js';
import { wholeFilter } from './filters.js';
import { timeWindow, type EsRequest } from './parameters.js';
import { page } from './tail.js';

const MOST = 100;

/** `events_from_flow_id/`: events by type; at most 100, with a filter such as `flow_id:1`. */
export async function eventsOfFlow(store: EventStore, request: EsRequest): Promise<Answer> {
  const selected = await store.select({
    filter: wholeFilter(request, 'every-type'),
    ...timeWindow(request),
    nowMs: request.nowMs
  });
  const places = await page(store, selected, { ordering: undefined, limit: MOST, offset: 0 });
  const byType = new Map<string, string[]>();
  for (const { file, line } of places) {
    const text = await eventText(file.segment, line);
    const type = titleOf(readEvent(text)?.event_type);
    byType.set(type, [...(byType.get(type) ?? []), text]);
  }
  return jsonText(`{${[...byType].map(([type, texts]) => `${JSON.stringify(type)}:[${texts.join(',')}]`).join(',')}}`);
}

/** As Python's `title` writes it: a capital behind everything that is no letter. */
function titleOf(type: unknown): string {
  return String(type)
    .toLowerCase()
    .replaceAll(/(?<!\p{L})\p{L}/gu, letter => letter.toUpperCase());
}

/** `latest_stats/`: the newest statistics of the sensor, with the ones before them under `previous`. */
export async function latestStats(store: EventStore, request: EsRequest): Promise<Answer> {
  const selected = await store.select({ filter: 'event_type:stats', nowMs: request.nowMs });
  const places = await page(store, selected, { ordering: undefined, limit: 2, offset: 0 });
  const [newest, previous] = await Promise.all(
    places.map(async ({ file, line }) => readEvent(await eventText(file.segment, line)))
  );
  if (newest === undefined) return json(null);
  return json({ ...newest, ...(previous === undefined ? {} : { previous }) });
}
