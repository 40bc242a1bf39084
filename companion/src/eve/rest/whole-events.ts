import { readEvent } from '../ingest/read-event.js';
import type { EventStore } from '../store/event-store.js';
import { json, jsonText, type Answer } from './answer.js';
import { eventTexts } from './event-text.js';
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
  for (const text of await eventTexts(places, { hasId: false })) {
    const type = titleOf(readEvent(text)?.event_type);
    byType.set(type, [...(byType.get(type) ?? []), text]);
  }
  return jsonText(`{${[...byType].map(([type, texts]) => `${JSON.stringify(type)}:[${texts.join(',')}]`).join(',')}}`);
}

/** As Python's `title` writes it: a capital behind everything that is no letter. */
function titleOf(type: unknown): string {
  return (typeof type === 'string' ? type : '')
    .toLowerCase()
    .replaceAll(/(?<!\p{L})\p{L}/gu, letter => letter.toUpperCase());
}

/** `latest_stats/`: the newest statistics of the sensor, with the ones before them under `previous`. */
export async function latestStats(store: EventStore, request: EsRequest): Promise<Answer> {
  const selected = await store.select({ filter: 'event_type:stats', nowMs: request.nowMs });
  const places = await page(store, selected, { ordering: undefined, limit: 2, offset: 0 });
  // A file that was changed meanwhile has nothing there.
  const [newest, previous] = (await eventTexts(places, { hasId: false })).filter(text => text !== '{}');
  if (newest === undefined) return json(null);
  // As they stand in their file, so that no number changes.
  return jsonText(previous === undefined ? newest : `${newest.slice(0, -1)},"previous":${previous}}`);
}
