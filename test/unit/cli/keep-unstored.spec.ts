import os from 'node:os';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { keepUnstored } from '../../../companion/src/cli/keep-unstored.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const LOCATION = 'jupyter+https://host.example.org/done/a%20b.ipynb?x=1';

describe('what a server did not take', () => {
  const folders = [temporaryFolder(), temporaryFolder()] as const;
  const [working, temporary] = folders;
  afterAll(() => folders.forEach(folder => folder.remove()));
  afterEach(() => jest.restoreAllMocks());
  const arrange = (cwd: string, tmp: string): void => {
    jest.spyOn(process, 'cwd').mockReturnValue(cwd);
    jest.spyOn(os, 'tmpdir').mockReturnValue(tmp);
  };

  it.each([
    ['the working folder', working.path, working.path],
    ['the temporary folder when nothing can be written there', '/proc', temporary.path]
  ])('is kept in %s', async (_title, cwd, expected) => {
    arrange(cwd, temporary.path);
    const path = await keepUnstored(LOCATION, 'text');
    expect(dirname(path)).toBe(expected);
    expect(path).toMatch(/unstored-a-b-[\da-f]{6}\.ipynb$/);
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  it('is lost with a reason for each folder', async () => {
    arrange('/proc', '/nonexistent');
    await expect(keepUnstored(LOCATION, 'text')).rejects.toThrow(/'\/proc\/unstored-.*; .*'\/nonexistent\/unstored-/);
  });
});
