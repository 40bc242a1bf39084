import { LIMITS } from '../defaults.js';
import { readEvent } from '../ingest/read-event.js';
import { parseTime } from '../fields/parse-time.js';
import type { StoredFile } from '../store/event-store.js';
import type { Segment } from '../store/segment.js';
import { badEngineRequest } from './answer.js';

/** A line of a file that is served. */
export type EventPlace = { readonly file: StoredFile; readonly line: number };

/**
 * Events as Scirius answers them, in their order; on a page of events each `hasId`, which stays the same as long as its
 * file does.
 * @throws {@link RefusedRequest}: together they are larger than an answer may be
 */
export async function eventTexts(
  places: readonly EventPlace[],
  { hasId }: { readonly hasId: boolean }
): Promise<readonly string[]> {
  const bytes = places.reduce((sum, { file, line }) => sum + (file.segment.placeOf(line)?.bytes ?? 0), 0);
  if (bytes > LIMITS.pageBytes) {
    const reason = `These ${places.length} events have ${bytes} bytes, more than ${LIMITS.pageBytes}: ask for fewer at a time.`;
    throw badEngineRequest(reason, 'circuit_breaking_exception');
  }
  return Promise.all(
    places.map(({ file: { segment }, line }) =>
      eventText(segment, line, hasId ? { _id: `${segment.key}-${line}` } : {})
    )
  );
}

/**
 * One event as Scirius answers it: its line as it stands in the file, so that no number changes, with `@timestamp` and
 * `host` where it has none.
 */
async function eventText(segment: Segment, line: number, more: object): Promise<string> {
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
