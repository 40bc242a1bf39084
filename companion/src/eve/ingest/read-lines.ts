import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../defaults.js';

/** Some whole lines of a file, as bytes in a buffer of their own, or one line that is too long to be read. */
export type ByteBlock = {
  readonly kind: 'lines' | 'oversized';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where its first line begins in the file, and where it ends: what has been read so far. */
  readonly startByte: number;
  readonly endByte: number;
};

const LINE_FEED = 10;
const NO_BYTES = new Uint8Array(0);

/**
 * The lines of `file` from byte `from` to byte `to`, in blocks. A last line without a line break comes only when it is
 * whole: `isWhole` decides. Memory is bounded by the longest line that is allowed.
 */
export async function* readLines(
  file: FileHandle,
  { from, to, isWhole }: { readonly from: number; readonly to: number; readonly isWhole: (line: string) => boolean }
): AsyncGenerator<ByteBlock, void, undefined> {
  let rest: Uint8Array<ArrayBuffer> = NO_BYTES;
  let startByte = from;
  for (let position = from; position < to;) {
    // Not from Node's pool: whoever gets a block may give its buffer to another thread.
    const room = new Uint8Array(new ArrayBuffer(rest.length + Math.min(LIMITS.readBytes, to - position)));
    room.set(rest);
    const { bytesRead } = await file.read(room, rest.length, room.length - rest.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const bytes = room.subarray(0, rest.length + bytesRead);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      rest = bytes.slice(end);
      yield { kind: 'lines', bytes: bytes.subarray(0, end), startByte, endByte: startByte + end };
      startByte += end;
    } else if (bytes.length > LIMITS.lineBytes) {
      const next = await endOfLine(file, position, to);
      if (next === undefined) return;
      yield { kind: 'oversized', bytes: NO_BYTES, startByte, endByte: next };
      rest = NO_BYTES;
      position = next;
      startByte = next;
    } else rest = bytes;
  }
  if (rest.length === 0 || !isWhole(Buffer.from(rest).toString('utf8'))) return;
  yield { kind: 'lines', bytes: rest, startByte, endByte: startByte + rest.length };
}

/** Where the line ends that goes on at `position`: behind its line break; `undefined` when it has none. */
async function endOfLine(file: FileHandle, position: number, to: number): Promise<number | undefined> {
  const bytes = Buffer.allocUnsafe(LIMITS.readBytes);
  for (let at = position; at < to;) {
    const { bytesRead } = await file.read(bytes, 0, Math.min(bytes.length, to - at), at);
    if (bytesRead === 0) return undefined;
    const feed = bytes.subarray(0, bytesRead).indexOf(LINE_FEED);
    if (feed >= 0) return at + feed + 1;
    at += bytesRead;
  }
  return undefined;
}
