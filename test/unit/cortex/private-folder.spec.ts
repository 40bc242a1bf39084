import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ownedPrefix } from '../../../companion/src/cortex/folder-owner.js';
import { makePrivateFolder, removeAbandonedFolders } from '../../../companion/src/cortex/private-folder.js';

const parent = (): string => mkdtempSync(join(tmpdir(), 'huntbook-parent-'));
const nameOf = (path: string): string => basename(dirname(path));
/** The name that a process which is gone would have given. */
const ofDeadProcess = (): string => {
  const { pid } = spawnSync('true');
  return `${ownedPrefix().replace(/-\d+-\d+-$/u, `-${String(pid)}-1-`)}abc123`;
};

test('a private folder is for its user only, and gone afterwards', async () => {
  const at = parent();
  const folder = await makePrivateFolder([at]);
  expect(statSync(dirname(folder.files)).mode & 0o777).toBe(0o700);
  await folder[Symbol.asyncDispose]();
  expect(readdirSync(at)).toEqual([]);
});

test('folders of jobs that were killed are removed, with what is in them', async () => {
  const at = parent();
  mkdirSync(join(at, ofDeadProcess(), 'files'), { recursive: true });
  await removeAbandonedFolders(at);
  expect(readdirSync(at)).toEqual([]);
});

test('the number of a process that has been given to another one does not protect a folder', async () => {
  const at = parent();
  mkdirSync(join(at, `${ownedPrefix().replace(/\d+-$/u, '1-')}abc123`));
  await removeAbandonedFolders(at);
  expect(readdirSync(at)).toEqual([]);
});

test('folders of jobs that run, of other machines and of other programs stay', async () => {
  const at = parent();
  const own = await makePrivateFolder([at]);
  const others = [ofDeadProcess().replace(/job-[0-9a-f]{8}/u, 'job-00000000'), 'huntbook-job-abc', 'other'];
  for (const name of others) mkdirSync(join(at, name));
  await removeAbandonedFolders(at);
  expect(readdirSync(at).sort()).toEqual([...others, nameOf(own.files)].sort());
  expect(existsSync(own.files)).toBe(true);
});

test('a temporary folder that does not exist is told, when there is no other', async () => {
  const at = parent();
  const folder = await makePrivateFolder(['/nonexistent', at]);
  expect(dirname(dirname(folder.files))).toBe(at);
  await expect(makePrivateFolder(['/nonexistent'])).rejects.toMatchObject({
    code: 'TEMPORARY_FOLDER_UNUSABLE',
    hint: expect.stringContaining('TMPDIR') as unknown
  });
  await removeAbandonedFolders('/nonexistent');
});
