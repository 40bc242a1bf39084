import type { FileHandle } from 'node:fs/promises';

/** Searching one for secrets holds up everything else, a signal too. */
const CHUNK_BYTES = 1024 * 1024;
/** Longer than any secret in any of its encodings, so that none is cut at the border of two chunks. */
const OVERLAP_BYTES = 64 * 1024;

export type CopyOptions = {
  readonly maxBytes: number;
  /** Whether a piece of text holds a secret. */
  readonly holdsSecret: (text: string) => boolean;
  /** Once aborted, nothing more is copied. */
  readonly signal: AbortSignal;
};

/** Why a copy was not finished. */
export type CopyStop = 'too-large' | 'secret' | 'late';

/**
 * Copies one open file into another. Gives the bytes copied, or what stopped it.
 * The copy is made from the same descriptor that was checked, and what is checked is what was copied.
 */
export async function copyChecked(
  source: FileHandle,
  target: FileHandle,
  { maxBytes, holdsSecret, signal }: CopyOptions
): Promise<number | CopyStop> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let tail = Buffer.alloc(0);
  for (let position = 0; ;) {
    if (signal.aborted) return 'late';
    const { bytesRead } = await source.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return position;
    position += bytesRead;
    if (position > maxBytes) return 'too-large';
    const chunk = Buffer.concat([tail, buffer.subarray(0, bytesRead)]);
    if (holdsSecret(chunk.toString('utf8')) || holdsSecret(chunk.toString('utf16le'))) return 'secret';
    tail = Buffer.from(chunk.subarray(Math.max(0, chunk.length - OVERLAP_BYTES)));
    await target.writeFile(buffer.subarray(0, bytesRead));
  }
}
