import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFile } from '../../../companion/src/cortex/file-artifacts.js';

/** cwd holds the job folder, as it can when a notebook lies beside it. */
function scene() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'huntbook-files-')));
  const folders = {
    cwd: join(root, 'cwd'),
    files: join(root, 'files'),
    job: join(root, 'cwd/job'),
    output: join(root, 'cwd/job/output')
  };
  for (const folder of [...Object.values(folders), join(folders.job, 'input'), join(folders.cwd, 'sub/.git')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(folders.job, 'input/input.json'), 'the job');
  writeFileSync(join(root, 'outside.txt'), 'outside');
  writeFileSync(join(folders.cwd, 'report.csv'), 'a,b\n');
  writeFileSync(join(folders.cwd, 'sub/.git/config'), 'x');
  writeFileSync(join(folders.cwd, '.env'), 'x');
  writeFileSync(join(folders.files, 'mine.txt'), 'mine');
  return { root, ...folders };
}

type Change = { readonly maxBytes?: number; readonly signal?: AbortSignal; readonly outputFolder?: undefined };
const take = (at: ReturnType<typeof scene>, path: string, more: object = {}, change: Change = {}) =>
  takeFile(
    { value: { dataType: 'file', path, tlp: 2, tags: [], ...more }, cell: 3, line: 2 },
    {
      cwd: at.cwd,
      folders: [at.files],
      inlineFolder: at.files,
      forbidden: [at.job],
      outputFolder: at.output,
      notebook: '/a.ipynb',
      maxBytes: 1e6,
      holdsSecret: text => text.includes('s3cr3t-token'),
      signal: new AbortController().signal,
      ...change
    }
  );

test('a file of the working folder is copied under a random name that everybody can read', async () => {
  const at = scene();
  const decision = await take(at, 'report.csv', { contentType: 'text/csv' });
  expect(decision).toEqual({
    copied: {
      file: expect.stringMatching(/^[0-9a-f]{32}$/u) as unknown,
      filename: 'report.csv',
      contentType: 'text/csv'
    },
    bytes: 4
  });
  const [name = ''] = readdirSync(at.output);
  expect(readFileSync(join(at.output, name), 'utf8')).toBe('a,b\n');
  expect(statSync(join(at.output, name)).mode & 0o777).toBe(0o444);
});

test.each([
  ['an absolute path in the private folder', (at: ReturnType<typeof scene>) => join(at.files, 'mine.txt'), 'mine.txt'],
  ['a path with dots that stays inside', () => 'sub/../report.csv', 'report.csv']
])('%s is taken', async (_title, path, filename) => {
  const at = scene();
  expect(await take(at, path(at))).toMatchObject({ copied: { filename, contentType: 'application/octet-stream' } });
});

type Refusal = readonly [title: string, make: (at: ReturnType<typeof scene>) => string, code: string];
const REFUSALS: readonly Refusal[] = [
  ['a file that is not there', () => 'absent.txt', 'artifact-file-readable'],
  ['a name with a zero byte', () => 'a\0b', 'artifact-file-readable'],
  ['a folder', () => 'sub', 'artifact-file-regular'],
  ['a device', () => '/dev/zero', 'artifact-file-regular'],
  [
    'a pipe',
    at => {
      execFileSync('mkfifo', [join(at.cwd, 'pipe')]);
      return 'pipe';
    },
    'artifact-file-regular'
  ],
  ['a path that leaves the folder', () => '../outside.txt', 'artifact-file-inside'],
  ['an absolute path elsewhere', () => '/etc/hostname', 'artifact-file-inside'],
  [
    'a link that leads out',
    at => {
      symlinkSync('../outside.txt', join(at.cwd, 'link'));
      return 'link';
    },
    'artifact-file-inside'
  ],
  [
    'a link of a folder that leads out',
    at => {
      symlinkSync(at.root, join(at.cwd, 'up'));
      return 'up/outside.txt';
    },
    'artifact-file-inside'
  ],
  [
    'a sibling whose name begins like the folder',
    at => {
      writeFileSync(`${at.cwd}-2`, 'x');
      return `${at.cwd}-2`;
    },
    'artifact-file-inside'
  ],
  ['a dot file', () => '.env', 'artifact-file-not-hidden'],
  ['a file below a dot folder', () => 'sub/.git/config', 'artifact-file-not-hidden'],
  ['cortex-thehive §4 #38: the job’s input.json', () => 'job/input/input.json', 'artifact-file-not-ours'],
  [
    'a link to the job’s input.json',
    at => {
      symlinkSync('job/input/input.json', join(at.cwd, 'link'));
      return 'link';
    },
    'artifact-file-not-ours'
  ],
  [
    'a hard link to the job’s input.json',
    at => {
      linkSync(join(at.job, 'input/input.json'), join(at.cwd, 'hard'));
      return 'hard';
    },
    'artifact-file-not-ours'
  ],
  ['/proc’s name of an open file', () => '/proc/self/environ', 'artifact-file-inside'],
  [
    'a file with a secret in it',
    at => {
      writeFileSync(join(at.cwd, 'leak'), `${'x'.repeat(4_194_300)}s3cr3t-token`);
      return 'leak';
    },
    'artifact-file-without-secrets'
  ],
  [
    'a file with a secret in UTF-16',
    at => {
      writeFileSync(join(at.cwd, 'leak'), Buffer.from('xs3cr3t-token', 'utf16le'));
      return 'leak';
    },
    'artifact-file-without-secrets'
  ]
];

test.each(REFUSALS)('%s is refused, and nothing is left in the output folder', async (_title, make, code) => {
  const at = scene();
  const decision = await take(at, make(at), {}, { maxBytes: 1e7 });
  expect(decision).toMatchObject({ problem: { code, severity: 'error', at: { file: '/a.ipynb', cell: 3, line: 2 } } });
  expect(readdirSync(at.output)).toEqual([]);
});

test('a file that is too large is refused', async () => {
  expect(await take(scene(), 'report.csv', {}, { maxBytes: 3 })).toMatchObject({
    problem: { code: 'artifact-file-small-enough' }
  });
});

test('a socket is refused', async () => {
  const at = scene();
  const server = createServer().listen(join(at.cwd, 'sock'));
  await new Promise(done => server.once('listening', done));
  expect(await take(at, 'sock')).toMatchObject({ problem: { code: 'artifact-file-readable' } });
  await new Promise(done => server.close(done));
});

test('a name that Cortex would refuse is made one that it takes', async () => {
  const at = scene();
  writeFileSync(join(at.cwd, 'a:b;"c".csv'), 'x');
  expect(await take(at, 'a:b;"c".csv')).toMatchObject({ copied: { filename: 'a_b__c_.csv' } });
});

test('once the job must end no file is begun', async () => {
  const at = scene();
  const decision = await take(at, 'report.csv', {}, { signal: AbortSignal.abort() });
  expect(decision).toMatchObject({ problem: { code: 'artifact-file-in-time' } });
  expect(readdirSync(at.output)).toEqual([]);
});

test('a copy that is under way ends when the job must end, and nothing of it stays', async () => {
  const at = scene();
  const control = new AbortController();
  writeFileSync(join(at.cwd, 'large.bin'), Buffer.alloc(8 * 1024 * 1024));
  const searched: number[] = [];
  const decision = await takeFile(
    { value: { dataType: 'file', path: 'large.bin', tlp: 2, tags: [] }, cell: 0, line: 1 },
    {
      cwd: at.cwd,
      folders: [],
      inlineFolder: at.files,
      forbidden: [],
      outputFolder: at.output,
      notebook: '/a.ipynb',
      maxBytes: 1e9,
      signal: control.signal,
      holdsSecret: text => {
        searched.push(text.length);
        control.abort();
        return false;
      }
    }
  );
  expect(decision).toMatchObject({ problem: { code: 'artifact-file-in-time' } });
  expect(searched.length).toBeLessThanOrEqual(2);
  expect(readdirSync(at.output)).toEqual([]);
});

test('a job by standard input says why it takes no file', async () => {
  const decision = await take(scene(), 'report.csv', {}, { outputFolder: undefined });
  expect(decision).toMatchObject({
    problem: { code: 'artifact-file-has-place', message: expect.stringContaining('standard input') as unknown }
  });
});

describe('feature 16: a file that came along', () => {
  const inline = (text: string, encoding: 'base64' | 'utf8' = 'base64') => ({
    content: { encoding, text, sizeBytes: Buffer.byteLength(text, encoding) }
  });

  test('is copied with its very bytes, and leaves nothing in the private folder', async () => {
    const at = scene();
    const decision = await take(at, 'artifact.bin', { ...inline('AP8='), filename: 'a.bin' });
    expect(decision).toMatchObject({ copied: { filename: 'a.bin' }, bytes: 2 });
    const [name = ''] = readdirSync(at.output);
    expect([...readFileSync(join(at.output, name))]).toEqual([0, 255]);
    expect(readdirSync(at.files)).toEqual(['mine.txt']);
  });

  test.each([
    ['that is too large is refused before it is decoded', inline('A'.repeat(1_500_000)), {}, 'small-enough'],
    ['as text that is too large, too', inline('\u00e9'.repeat(600_000), 'utf8'), {}, 'small-enough'],
    ['that holds a secret stays here', inline('s3cr3t-token', 'utf8'), {}, 'without-secrets'],
    ['is not written once the job must end', inline('AP8='), { signal: AbortSignal.abort() }, 'in-time']
  ])('%s', async (_title, fields, change, code) => {
    const at = scene();
    const decision = await take(at, 'artifact.bin', fields, change);
    expect(decision).toMatchObject({ problem: { code: `artifact-file-${code}` } });
    expect([readdirSync(at.files), readdirSync(at.output)]).toEqual([['mine.txt'], []]);
  });

  test.each([
    ['', 0],
    ['AP8=', 2],
    ['AA==', 1],
    ['QUJD', 3]
  ])('takes just its room: %j', async (text, bytes) => {
    const at = scene();
    expect(await take(at, 'artifact.bin', inline(text), { maxBytes: bytes })).toMatchObject({ bytes });
  });

  test('for which the disk has no place costs only itself', async () => {
    const at = scene();
    rmSync(at.files, { recursive: true });
    expect(await take(at, 'artifact.bin', inline('AP8='))).toMatchObject({
      problem: { code: 'artifact-file-readable', message: expect.stringContaining('cannot be written') as unknown }
    });
  });
});
