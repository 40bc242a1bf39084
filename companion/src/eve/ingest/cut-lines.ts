import { isUtf8 } from 'node:buffer';
import { LIMITS } from '../defaults.js';
import type { ByteBlock } from './read-lines.js';

/** The lines of a block. `starts[n]` is where `lines[n]` begins in the file, in bytes. */
export type CutLines = {
  /** `undefined` for a line that is longer than `LIMITS.lineBytes`. */
  readonly lines: readonly (string | undefined)[];
  readonly starts: Float64Array<ArrayBuffer>;
  /** How many lines are not UTF-8; their strange bytes are U+FFFD in `lines`. */
  readonly notUtf8: number;
};

const LINE_FEED = 10;

/** Cuts a block at its line breaks; its last line may be without one. */
export function cutLines(block: ByteBlock): CutLines {
  const { startByte } = block;
  if (block.kind === 'oversized') return { lines: [undefined], starts: new Float64Array([startByte]), notUtf8: 0 };
  const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.length);
  const lines: (string | undefined)[] = bytes.toString('utf8').split('\n');
  if (bytes.at(-1) === LINE_FEED) lines.pop();
  const starts = new Float64Array(lines.length);
  for (let at = 0, line = 0; line < lines.length; line += 1) {
    starts[line] = startByte + at;
    const next = endOfLine(bytes, at);
    if (next - at > LIMITS.lineBytes) lines[line] = undefined;
    at = next;
  }
  return { lines, starts, notUtf8: isUtf8(bytes) ? 0 : countStrange(bytes) };
}

function countStrange(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const next = endOfLine(bytes, at);
    if (!isUtf8(bytes.subarray(at, next))) count += 1;
    at = next;
  }
  return count;
}

/** Behind the line break of the line that begins at `at`, or behind its last byte. */
function endOfLine(bytes: Buffer, at: number): number {
  const feed = bytes.indexOf(LINE_FEED, at);
  return feed < 0 ? bytes.length : feed + 1;
}
