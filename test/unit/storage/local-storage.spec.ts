import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage, STORAGE_HINTS, StorageError } from '../../../companion/src/storage/index.js';

let folder = '';
const at = (name: string): string => join(folder, name);
const storage = openStorage('x');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storage-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('writing a local file', () => {
  it.each([0o600, 0o640, 0o664, 0o444])('keeps the mode %o of the file that was there', async mode => {
    await writeFile(at('x'), 'old');
    await chmod(at('x'), mode);
    await storage.write(at('x'), 'new');
    expect((await stat(at('x'))).mode & 0o7777).toBe(mode);
    expect(await readFile(at('x'), 'utf8')).toBe('new');
  });

  it('gives a new file the usual mode', async () => {
    await writeFile(at('usual'), '');
    await storage.write(at('x'), 'new');
    expect((await stat(at('x'))).mode).toBe((await stat(at('usual'))).mode);
  });

  it('replaces the file, so that who has the old one open still reads the old one whole', async () => {
    await writeFile(at('x'), 'old');
    const before = await stat(at('x'));
    await storage.write(at('x'), 'new', { durable: false });
    expect((await stat(at('x'))).ino).not.toBe(before.ino);
  });

  it('leaves no temporary file, whether it worked or not', async () => {
    await mkdir(at('folder'));
    await storage.write(at('x'), 'new');
    await expect(storage.write(at('folder'), 'new')).rejects.toThrow(StorageError);
    expect((await readdir(folder)).sort()).toEqual(['folder', 'x']);
  });

  it('through a symbolic link replaces the target and keeps the link', async () => {
    await writeFile(at('target'), 'old');
    await symlink('target', at('link'));
    await storage.write(at('link'), 'new');
    expect(await readlink(at('link'))).toBe('target');
    expect(await readFile(at('target'), 'utf8')).toBe('new');
  });

  it('creates folders only when asked to', async () => {
    await expect(storage.write(at('a/b/x'), 'new')).rejects.toMatchObject({ details: { kind: 'not-found' } });
    await openStorage('x', { mkdirs: true }).write(at('a/b/x'), 'new');
    expect(await readFile(at('a/b/x'), 'utf8')).toBe('new');
  });

  it('to a device writes into the device', async () => {
    await storage.write('/dev/null', 'x');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('takes a name of the greatest length', async () => {
    const name = 'x'.repeat(255);
    await storage.write(at(name), 'new');
    expect(await readdir(folder)).toEqual([name]);
  });
});

describe('without permission', () => {
  const NOBODY = 65_534;
  const asNobody = async (act: () => Promise<unknown>): Promise<unknown> => {
    // Only root can take another identity; other users are without permission as they are.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      return await act().catch((error: unknown) => error);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  };

  it('to the file, reading and writing are told as forbidden, and the file stays', async () => {
    await writeFile(at('x'), 'old', { mode: 0o600 });
    await chmod(at('x'), 0o000);
    await chmod(folder, 0o555);
    const outcomes = [await asNobody(() => storage.read(at('x'))), await asNobody(() => storage.write(at('x'), 'new'))];
    await chmod(folder, 0o755);
    await chmod(at('x'), 0o600);
    expect(outcomes).toMatchObject([{ details: { kind: 'forbidden' } }, { details: { kind: 'forbidden' } }]);
    expect(await readFile(at('x'), 'utf8')).toBe('old');
  });

  it('to the folder only, the file is written in place', async () => {
    await writeFile(at('x'), 'old');
    await chmod(at('x'), 0o666);
    await chmod(folder, 0o555);
    const { ino } = await stat(at('x'));
    const outcome = await asNobody(() => storage.write(at('x'), 'new'));
    await chmod(folder, 0o755);
    expect(outcome).toBeUndefined();
    expect(await readFile(at('x'), 'utf8')).toBe('new');
    expect((await stat(at('x'))).ino).toBe(ino);
  });
});

describe('a full disk', () => {
  it('is told as no-space', async () => {
    await expect(storage.write('/dev/full', 'x')).rejects.toMatchObject({
      code: 'STORAGE',
      message: 'Cannot write /dev/full: the disk is full.',
      hint: STORAGE_HINTS['no-space'],
      details: { kind: 'no-space', location: '/dev/full', operation: 'write' }
    });
  });
});

describe('the kind of the failure', () => {
  it.each([
    ['reading a file that is not there', 'not-found', () => storage.read(at('missing'))],
    ['reading below a file', 'not-found', () => writeFile(at('f'), '').then(() => storage.read(at('f/x')))],
    ['reading a folder', 'is-folder', () => storage.read(folder)],
    ['writing onto a folder', 'is-folder', () => storage.write(folder, 'x')],
    ['writing a name that is too long', 'bad-name', () => storage.write(at('x'.repeat(256)), 'x')],
    ['reading a name with a zero byte', 'bad-name', () => storage.read('a\0b')],
    ['a circle of links', 'bad-name', () => symlink('loop', at('loop')).then(() => storage.write(at('loop'), 'x'))],
    ['listing a folder that is not there', 'not-found', () => storage.list(at('missing'))]
  ])('%s is %s', async (_title, kind, act) => {
    const failure = await act().then(
      () => undefined,
      (error: unknown) => error
    );
    expect(failure).toBeInstanceOf(StorageError);
    expect(failure).toMatchObject({ details: { kind }, cause: expect.objectContaining({ code: expect.any(String) }) });
  });
});

it('list gives the files of a folder by their locations, in order', async () => {
  await Promise.all(['b.ipynb', 'a.ipynb', 'B'].map(name => writeFile(at(name), '')));
  await mkdir(at('folder'));
  expect(await storage.list(folder)).toEqual([at('B'), at('a.ipynb'), at('b.ipynb')]);
});
