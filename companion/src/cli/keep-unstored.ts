import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes the text into a new file of the working folder, after the name that it could not get, and gives its path. */
export async function keepUnstored(location: string, text: string): Promise<string> {
  const lastPart = location.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  const name = lastPart
    .replace(/\.ipynb$/i, '')
    .replace(/%[\da-f]{2}/gi, '-')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 80);
  const path = join(process.cwd(), `unstored-${name}-${randomBytes(3).toString('hex')}.ipynb`);
  await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  return path;
}
