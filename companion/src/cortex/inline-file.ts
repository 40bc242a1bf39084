import { randomBytes } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileContent } from '../../../src/playbook/index.js';

/** The path of a new file in `folder` that holds what came along; on failure nothing stays. Rejects as `writeFile`. */
export async function writeInline({ encoding, text }: FileContent, folder: string): Promise<string> {
  const path = join(folder, randomBytes(16).toString('hex'));
  try {
    await writeFile(path, text, { encoding, mode: 0o600, flag: 'wx' });
    return path;
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
}
