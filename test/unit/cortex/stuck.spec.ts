import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readJobText } from '../../../companion/src/cortex/job-folder.js';
import { makeFolders } from '../../../companion/src/cortex/make-folders.js';
import { readRegular } from '../../../companion/src/cortex/read-regular.js';
import { untilAborted } from '../../../companion/src/cortex/until-aborted.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'huntbook-stuck-'));
const never = new Promise<never>(() => undefined);

test('all levels of a folder are made, and making it again changes nothing', async () => {
  const path = join(folder(), 'a/b/c');
  await makeFolders(path);
  await makeFolders(path);
  expect(existsSync(path)).toBe(true);
});

test('jobs that make the same folder at the same time do not disturb each other', async () => {
  const path = join(folder(), 'a/b/c');
  await Promise.all(Array.from({ length: 20 }, () => makeFolders(path)));
  expect(existsSync(path)).toBe(true);
});

test.each([
  ['in a folder that takes none', '/proc/x/y', /ENOENT/u],
  ['below a device', '/dev/null/x', /ENOTDIR/u],
  ['where a file is', process.execPath, /EEXIST/u]
])('a folder %s is refused instead of tried for ever', async (_title, path, message) => {
  await expect(makeFolders(path)).rejects.toThrow(message);
});

test('a link that leads nowhere is refused', async () => {
  const path = join(folder(), 'link');
  symlinkSync('/nonexistent/x', path);
  await expect(makeFolders(join(path, 'y'))).rejects.toThrow(/EEXIST|ENOENT/u);
});

test('a named pipe is not opened as a notebook, a file is', async () => {
  const at = folder();
  execFileSync('mkfifo', [join(at, 'pipe.ipynb')]);
  writeFileSync(join(at, 'file.ipynb'), '{}');
  const { signal } = new AbortController();
  await expect(readRegular(join(at, 'pipe.ipynb'), signal)).rejects.toMatchObject({ code: 'NOTEBOOK_NOT_REGULAR' });
  await expect(readRegular(join(at, 'absent.ipynb'), signal)).rejects.toMatchObject({ code: 'STORAGE' });
  expect(await readRegular(join(at, 'file.ipynb'), signal)).toBe('{}');
});

test('what never ends is left when the job is asked to end', async () => {
  const control = new AbortController();
  const waiting = untilAborted(control.signal, never);
  control.abort(new Error('asked'));
  await expect(waiting).rejects.toThrow('asked');
  await expect(untilAborted(control.signal, never)).rejects.toThrow('asked');
  expect(await untilAborted(new AbortController().signal, Promise.resolve(1))).toBe(1);
});

test('a silent standard input is left when the job is asked to end', async () => {
  const control = new AbortController();
  const waiting = readJobText('/nonexistent', new PassThrough(), control.signal);
  setImmediate(() => control.abort(new Error('asked')));
  await expect(waiting).rejects.toThrow('asked');
});
