import { LIMITS } from '../defaults.js';
import type { Segment } from './segment.js';

/** One line of a segment by its number, and its text. */
export type ScannedLine = { readonly line: number; readonly text: string };

/** Numbers of lines: from `from` on, up to the one before `to`. */
export type LineRange = { readonly from: number; readonly to: number };

/**
 * Looks through some lines of a segment, without reading those that cannot matter: `find` gets
 * some whole lines as bytes and names offsets in them; only the lines at these offsets come. Each comes once. Ends with
 * the reason of the segment's signal when that is aborted.
 */
export async function* scanLines(
  segment: Segment,
  { from, to: lines, find }: LineRange & { readonly find: (bytes: Buffer) => Iterable<number> }
): AsyncGenerator<ScannedLine, void, undefined> {
  for (let first = from; first < lines;) {
    segment.signal?.throwIfAborted();
    const start = segment.placeOf(first)?.startByte ?? 0;
    const next = firstLineFrom(segment, { from: first + 1, to: lines, byte: start + LIMITS.readBytes });
    // Only the last line of a block can be a very long one; too long for an event, it was not read at first either.
    const final = segment.placeOf(next - 1);
    const isTooLong = final !== undefined && final.bytes > LIMITS.lineBytes;
    const end = isTooLong ? final.startByte : (segment.placeOf(next)?.startByte ?? segment.readBytes);
    const bytes = await segment.read(start, end - start);
    let last = -1;
    for (const offset of find(bytes)) {
      const line = firstLineFrom(segment, { from: Math.max(first, last), to: next, byte: start + offset + 1 }) - 1;
      if (line <= last) continue;
      last = line;
      const place = segment.placeOf(line);
      if (place === undefined) continue;
      yield { line, text: bytes.toString('utf8', place.startByte - start, place.startByte - start + place.bytes) };
    }
    first = next;
  }
}

/** Where a text stands in bytes, again and again. */
export function* occurrences(bytes: Buffer, needle: Buffer): Generator<number> {
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
    yield at;
    // The rest of this line cannot add anything.
    const lineEnd = bytes.indexOf(10, at);
    if (lineEnd < 0) return;
    at = lineEnd - 1;
  }
}

/** Where every line begins. */
export function* everyLine(bytes: Buffer): Generator<number> {
  if (bytes.length > 0) yield 0;
  for (let at = bytes.indexOf(10); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(10, at + 1)) yield at + 1;
}

/** The number of the first line in [from, to) that begins at `byte` or behind it; `to` when none does. */
function firstLineFrom(
  segment: Segment,
  { from, to, byte }: { readonly from: number; readonly to: number; readonly byte: number }
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segment.placeOf(middle)?.startByte ?? Infinity) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}
