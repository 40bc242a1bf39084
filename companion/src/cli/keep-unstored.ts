import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes the text into a new file of the working folder, else of the temporary one, after the name that it could not get,
 * and gives its path. Services often work in a folder that they cannot write to.
 * @throws AggregateError whose message has the reasons of both folders
 */
export async function keepUnstored(location: string, text: string): Promise<string> {
  const lastPart = location.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  const name = lastPart
    .replace(/\.ipynb$/i, '')
    .replace(/%[\da-f]{2}/gi, '-')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 80);
  const reasons: unknown[] = [];
  for (const folderOf of [() => process.cwd(), tmpdir]) {
    try {
      // A working folder that was removed meanwhile throws here.
      const path = join(folderOf(), `unstored-${name}-${randomBytes(3).toString('hex')}.ipynb`);
      await writeFile(path, text, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      reasons.push(error);
    }
  }
  const said = reasons.map(reason => (reason instanceof Error ? reason.message : String(reason)));
  throw new AggregateError(reasons, said.join('; '));
}
