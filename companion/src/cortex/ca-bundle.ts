import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The path of the PEM file for a job that brings certificates. `cacerts` is documented as PEM text, but people put a
 * path there (CortexDocs#46), so both count. `undefined` when there is none.
 */
export async function caBundlePath(cacerts: string | undefined, folder: string): Promise<string | undefined> {
  if (cacerts === undefined) return undefined;
  const text = cacerts.trim();
  if (text.startsWith('/') && !text.includes('\n') && (await isFile(text))) return text;
  const path = join(folder, 'cacerts.pem');
  await writeFile(path, `${text}\n`, { mode: 0o600 });
  return path;
}

async function isFile(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isFile() === true;
}
