import { stat, writeFile } from 'node:fs/promises';

/**
 * The path of the PEM file for certificates that an item brings: PEM text, which is written to `path`, or the path of a
 * file. `cacerts` is documented as text, but people put a path there (CortexDocs#46). `undefined` when there is none.
 */
export async function caBundlePath(certificates: string | undefined, path: string): Promise<string | undefined> {
  if (certificates === undefined) return undefined;
  const text = certificates.trim();
  if (text.startsWith('/') && !text.includes('\n') && (await isFile(text))) return text;
  await writeFile(path, `${text}\n`, { mode: 0o600 });
  return path;
}

async function isFile(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isFile() === true;
}
