import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../defaults.js';

/** Some whole lines of a file. `starts[n]` is where `lines[n]` begins in the file, in bytes. */
export type LineBlock = {
  /** `undefined` for a line that is longer than `LIMITS.lineBytes`. */
  readonly lines: readonly (string | undefined)[];
  readonly starts: readonly number[];
  /** Where the block ends: what has been read so far. */
  readonly endByte: number;
  /** How many of its lines are not UTF-8; their strange bytes are U+FFFD in `lines`. */
  readonly notUtf8: number;
};

const LINE_FEED = 10;

/**
 * The lines of `file` from byte `from` to byte `to`, in blocks. A last line without a line break comes only when it is
 * whole: `isWhole` decides. Memory is bounded by the longest line that is allowed.
 */
export async function* readLines(
  file: FileHandle,
  { from, to, isWhole }: { readonly from: number; readonly to: number; readonly isWhole: (line: string) => boolean }
): AsyncGenerator<LineBlock, void, undefined> {
  let rest = Buffer.alloc(0);
  let restStart = from;
  for (let position = from; position < to;) {
    const wanted = Buffer.allocUnsafe(Math.min(LIMITS.readBytes, to - position));
    const { bytesRead } = await file.read(wanted, 0, wanted.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const bytes =
      rest.length === 0 ? wanted.subarray(0, bytesRead) : Buffer.concat([rest, wanted.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      yield { ...cut(bytes.subarray(0, end), restStart), endByte: restStart + end };
      rest = Buffer.from(bytes.subarray(end));
      restStart += end;
    } else if (bytes.length > LIMITS.lineBytes) {
      rest = Buffer.alloc(0);
      const next = yield* skipLine(file, { position, to, startByte: restStart });
      if (next === undefined) return;
      position = next;
      restStart = next;
    } else rest = bytes;
  }
  const line = rest.toString('utf8');
  if (rest.length === 0 || !isWhole(line)) return;
  yield { lines: [line], starts: [restStart], endByte: restStart + rest.length, notUtf8: isUtf8(rest) ? 0 : 1 };
}

/** Goes over the rest of a line that is too long. Returns where the next one begins; `undefined` when there is none. */
async function* skipLine(
  file: FileHandle,
  { position, to, startByte }: { readonly position: number; readonly to: number; readonly startByte: number }
): AsyncGenerator<LineBlock, number | undefined, undefined> {
  for (let at = position; at < to;) {
    const bytes = Buffer.allocUnsafe(Math.min(LIMITS.readBytes, to - at));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
    if (bytesRead === 0) return undefined;
    const feed = bytes.subarray(0, bytesRead).indexOf(LINE_FEED);
    if (feed >= 0) {
      yield { lines: [undefined], starts: [startByte], endByte: at + feed + 1, notUtf8: 0 };
      return at + feed + 1;
    }
    at += bytesRead;
  }
  return undefined;
}

/** Whole lines of `bytes`, which end with a line break and begin at byte `startByte` of the file. */
function cut(bytes: Buffer, startByte: number): Omit<LineBlock, 'endByte'> {
  const text = bytes.toString('utf8');
  const lines: (string | undefined)[] = text.split('\n');
  lines.pop();
  const starts = new Array<number>(lines.length);
  for (let at = 0, line = 0; line < lines.length; line += 1) {
    starts[line] = startByte + at;
    const next = bytes.indexOf(LINE_FEED, at) + 1;
    if (next - at > LIMITS.lineBytes) lines[line] = undefined;
    at = next;
  }
  return { lines, starts, notUtf8: isUtf8(bytes) ? 0 : countStrange(bytes) };
}

function countStrange(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const next = bytes.indexOf(LINE_FEED, at) + 1;
    if (!isUtf8(bytes.subarray(at, next))) count += 1;
    at = next;
  }
  return count;
}
