import { PassThrough, Writable } from 'node:stream';
import { describeLocation, openStorage, StorageError } from '../../../companion/src/storage/index.js';

describe('openStorage refuses in one sentence', () => {
  it.each([
    [
      'https://user:secret@host/x.ipynb?token=secret',
      'https://host/x.ipynb',
      'access to web addresses is not built yet in this version'
    ],
    ['HTTP://host/x', 'http://host/x', 'access to web addresses is not built yet in this version'],
    ['s3://bucket/x', 's3://bucket/x', 'access to Amazon S3 is not built yet in this version'],
    [
      'abs://a.blob.core.windows.net/c/x?sig=secret',
      'abs://a.blob.core.windows.net/c/x',
      'access to Azure Blob Storage is not built yet in this version'
    ],
    [
      'adl://store.azuredatalakestore.net/x',
      'adl://store.azuredatalakestore.net/x',
      'access to Azure Data Lake is not built yet in this version'
    ],
    [
      'abfss://c@a.dfs.core.windows.net/x',
      'abfss://c@a.dfs.core.windows.net/x',
      'access to Azure Data Lake is not built yet in this version'
    ],
    ['gs://bucket/x', 'gs://bucket/x', 'access to Google Cloud Storage is not built yet in this version'],
    ['hdfs://name/x', 'hdfs://name/x', 'access to HDFS is not built yet in this version'],
    ['jupyter+https://host/x', 'jupyter+https://host/x', 'access to Jupyter servers is not built yet in this version'],
    ['github://o/r/x', 'github://o/r/x', 'access to GitHub is not built yet in this version'],
    ['other://x?secret', 'other://x', 'nothing is known about "other://"']
  ])('%s', (location, described, reason) => {
    const open = (): unknown => openStorage(location);
    expect(open).toThrow(StorageError);
    expect(open).toThrow(`Cannot open ${described}: ${reason}.`);
  });
});

describe('describeLocation hides what may be a credential', () => {
  it.each([
    ['/local/path?x@y', '/local/path?x@y'],
    ['-', '-'],
    ['C:/x', 'C:/x'],
    ['https://host:8888/a/b.ipynb', 'https://host:8888/a/b.ipynb'],
    ['https://host/x?token=secret#secret', 'https://host/x'],
    ['https://secret@host/x', 'https://host/x'],
    ['https://u:secret@host:1/a@b', 'https://host:1/a@b'],
    ['https://u:sec@secret@host/x', 'https://host/x'],
    ['https://u:sec?ret@host/x', 'https://host/x'],
    ['https://u:secret/secret@host/x', 'https://[redacted]@host/x'],
    ['https://u:secret', 'https://[redacted]'],
    ['https://host:8000/user/a@b/x', 'https://host:8000/user/a@b/x'],
    ['https://[::1]:80/x', 'https://[::1]:80/x'],
    ['https://host?secret', 'https://host'],
    ['https://host/x\n?secret\nmore', 'https://host/x\n']
  ])('%j is shown as %j', (location, shown) => {
    expect(describeLocation(location)).toBe(shown);
  });
});

describe('standard streams', () => {
  it('cannot be listed', async () => {
    await expect(openStorage('-').list('-')).rejects.toMatchObject({ details: { kind: 'unsupported' } });
  });

  it('that are closed at the other end are told as closed, once', async () => {
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      }
    });
    const storage = openStorage('-', { stdout });
    await expect(storage.write('-', 'x')).rejects.toMatchObject({ details: { kind: 'closed', operation: 'write' } });
  });

  it('stop being read when the signal is aborted in between', async () => {
    const controller = new AbortController();
    const stdin = new PassThrough();
    const reading = openStorage('-', { stdin }).read('-', { signal: controller.signal });
    stdin.write('x');
    controller.abort(new Error('deadline'));
    await expect(reading).rejects.toThrow('deadline');
  });
});
