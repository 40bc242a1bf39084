import { readEvent } from '../ingest/read-event.js';
import { parseTime } from '../fields/parse-time.js';
import type { Segment } from '../store/segment.js';

/** One event of a page of events: with an `_id` that stays the same as long as the file does. */
export function eventWithId(segment: Segment, line: number): Promise<string> {
  return eventText(segment, line, { _id: `${segment.key}-${line}` });
}

/**
 * One event as Scirius answers it: its line as it stands in the file, so that no number changes, with `@timestamp` and
 * `host` where it has none.
 */
export async function eventText(segment: Segment, line: number, more: object = {}): Promise<string> {
  const place = segment.placeOf(line);
  if (place === undefined) return '{}';
  const text = (await segment.read(place.startByte, place.bytes))
    .toString('utf8')
    .trim()
    .replace(/^\ufeff/u, '');
  const event = readEvent(text);
  // A file that was changed meanwhile may hold anything there.
  if (event === undefined) return '{}';
  const added = {
    ...(event['@timestamp'] === undefined ? timestampOf(event.timestamp) : {}),
    ...(event.host === undefined ? { host: segment.host } : {}),
    ...more
  };
  const inside = text.slice(1).trimStart();
  const first = JSON.stringify(added).slice(0, -1);
  return first + (inside.startsWith('}') || first === '{' ? inside : `,${inside}`);
}

/** Milliseconds are cut, not rounded. */
function timestampOf(timestamp: unknown): { readonly '@timestamp'?: string } {
  const atMs = typeof timestamp === 'string' ? parseTime(timestamp) : undefined;
  return atMs === undefined ? {} : { '@timestamp': new Date(atMs).toISOString() };
}
