import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { LIMITS } from '../defaults.js';

/** What tells one file from another: where its first bytes end, and their hash. */
export type FileHead = { readonly bytes: number; readonly sha256: string };

/** The hash of the first `bytes` bytes of a file, or of fewer when it is shorter. */
export async function hashHead(file: FileHandle, bytes: number = LIMITS.headBytes): Promise<FileHead> {
  const head = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const { bytesRead } = await file.read(head, read, bytes - read, read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return { bytes: read, sha256: createHash('sha256').update(head.subarray(0, read)).digest('hex') };
}

/** Whether `file` still begins with what was read of it before. */
export async function hasHead(file: FileHandle, head: FileHead): Promise<boolean> {
  const now = await hashHead(file, head.bytes);
  return now.bytes === head.bytes && now.sha256 === head.sha256;
}

/** The name of a file's cache: of the file at this path that has this inode, whatever its content. */
export function cacheKey(path: string, inode: number): string {
  return createHash('sha256').update(`${path}\u0000${inode}`).digest('hex').slice(0, 24);
}
