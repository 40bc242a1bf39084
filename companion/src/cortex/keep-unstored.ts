import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOwnFolder, ownUid } from '../owner/index.js';
import { slug } from './slug.js';

/**
 * Writes an executed notebook that its place did not take into a folder of this user below the temporary one, and gives
 * its path; undefined when that does not work either.
 */
export async function keepUnstored(text: string, target: string): Promise<string | undefined> {
  try {
    const folder = join(tmpdir(), `huntbook-unstored-${String(ownUid())}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const parent = (await isOwnFolder(folder)) ? folder : await mkdtemp(`${folder}-`);
    const [name = ''] = (target.split('/').at(-1) ?? '').split(/\.ipynb$/iu);
    // Of a job that is done again there can be one already.
    const path = join(parent, `${slug(name, 200)}-${randomBytes(3).toString('hex')}.ipynb`);
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    return path;
  } catch {
    // The answer holds the results; this copy is more than was promised.
    return undefined;
  }
}
