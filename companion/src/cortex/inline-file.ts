import { randomBytes } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileContent } from '../../../src/playbook/index.js';

/** How many bytes the file will have, known without decoding it; of base64 two more at most. */
export function inlineBytes({ encoding, text }: FileContent): number {
  return encoding === 'utf8' ? Buffer.byteLength(text) : Math.floor((text.length * 3) / 4) - padding(text);
}

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

function padding(text: string): number {
  return text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
}
