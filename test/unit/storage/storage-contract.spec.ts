import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { openStorage } from '../../../companion/src/storage/index.js';
import { describeStorageContract } from '../../support/storage-contract.js';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })));
});

describeStorageContract('local files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'storage-'));
  folders.push(folder);
  const location = join(folder, 'x.ipynb');
  return {
    storage: openStorage(location),
    location,
    stored: () => readFile(location),
    offer: bytes => writeFile(location, bytes)
  };
});

describeStorageContract('standard input and output', () => {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const chunks: Buffer[] = [];
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return Promise.resolve({
    storage: openStorage('-', { stdin, stdout }),
    location: '-',
    stored: () => Promise.resolve(Buffer.concat(chunks)),
    offer: bytes => {
      const cut = Math.floor(bytes.length / 2) - 1;
      stdin.write(bytes.slice(0, cut));
      stdin.end(bytes.slice(cut));
      return Promise.resolve();
    }
  });
});
