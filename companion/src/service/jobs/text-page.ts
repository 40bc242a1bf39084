import { open } from 'node:fs/promises';
import type { TextPage } from '../../../../src/service-api/index.js';
import { CursorInvalid } from '../failures.js';

type PageRange = { readonly offset: number; readonly limitBytes: number };

/** The longest character of UTF-8. */
const CHARACTER_BYTES = 4;

/**
 * A piece of a UTF-8 file that ends between two characters. All pieces in their order are the file.
 * @throws CURSOR_INVALID when `offset` lies inside a character or behind the end; what the file system says
 */
export async function readTextPage(path: string, { offset, limitBytes }: PageRange): Promise<TextPage> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  // One byte more, to see whether a character goes on there.
  const wanted = Math.max(limitBytes, CHARACTER_BYTES) + 1;
  const buffer = Buffer.alloc(Math.max(0, Math.min(wanted, size - offset)));
  if (buffer.length > 0) await file.read(buffer, 0, buffer.length, offset);
  if (offset > size || isContinuation(buffer[0])) {
    throw new CursorInvalid(`The offset ${String(offset)} is none of this text.`, {
      hint: 'Go on with the nextOffset of the piece before.'
    });
  }
  const isLast = buffer.length < wanted;
  const bytes = isLast ? buffer : buffer.subarray(0, lastBoundary(buffer));
  const next = offset + bytes.length;
  return { text: bytes.toString('utf8'), offset, nextOffset: isLast ? null : next, totalBytes: size };
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Where the last character begins, which is not shown. */
function lastBoundary(bytes: Buffer): number {
  let end = bytes.length - 1;
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return end;
}
