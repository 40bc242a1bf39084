import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  makeSampleJob,
  readSamples,
  readSamplesOrNone,
  samplePath,
  withSample,
  writeSamples
} from '../../../companion/src/samples/index.js';

const folder = mkdtempSync(join(tmpdir(), 'huntbook-samples-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'triage.samples.json');
const sample = { name: 'one', input: { dataType: 'ip', data: '192.0.2.7' }, expected: {} };
const book = (...samples: unknown[]) => JSON.stringify({ version: 1, samples });

it('samples lie beside their playbook', () => {
  expect(samplePath('/books/triage.ipynb')).toBe('/books/triage.samples.json');
});

it('what is written is read again, and nothing else stays in the folder', async () => {
  await writeSamples(path, { version: 1, samples: [sample] });
  expect(await readSamples(path)).toEqual({ version: 1, samples: [sample] });
  expect(readdirSync(folder)).toEqual(['triage.samples.json']);
  expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
});

it('a sample of the same name is replaced where it stands', () => {
  const other = { ...sample, name: 'two' };
  const changed = { ...sample, expected: { status: 'partial' as const } };
  const all = withSample(withSample({ version: 1, samples: [sample] }, other), changed);
  expect(all.samples).toEqual([changed, other]);
});

it('a file that is not there holds no samples, and reading it says how to make one', async () => {
  const missing = join(folder, 'missing.json');
  expect(await readSamplesOrNone(missing)).toEqual({ version: 1, samples: [] });
  await expect(readSamples(missing)).rejects.toMatchObject({
    code: 'SAMPLES_UNREADABLE',
    hint: expect.stringContaining('--save-sample') as unknown
  });
});

test.each([
  ['text that is not JSON', '{"version": 1,', /not JSON/],
  ['another version', '{"version": 2, "samples": []}', /version/],
  ['a text', '"samples"', /the whole file/],
  ['a sample without a type', book({ ...sample, input: {} }), /samples\.0\.input\.dataType/],
  [
    'a misspelt key, which would check nothing',
    book({ ...sample, expected: { taxonomy: [] } }),
    /samples\.0\.expected\.taxonomy/
  ],
  ['results that are no list', book({ ...sample, expected: { artifacts: {} } }), /samples\.0\.expected\.artifacts/],
  ['two samples of one name', book(sample, sample), /two samples have the name "one"/]
])('%s is refused with its place', async (_title, text, message) => {
  const at = join(folder, 'bad.json');
  writeFileSync(at, text);
  await expect(readSamples(at)).rejects.toMatchObject({
    code: 'SAMPLES_UNREADABLE',
    message: expect.stringMatching(message) as unknown
  });
  rmSync(at);
});

it('a file that cannot be read is named, and no job folder stays', async () => {
  const before = readdirSync(tmpdir()).filter(name => name.startsWith('huntbook-sample-'));
  const job = makeSampleJob(
    { ...sample, input: { dataType: 'file' }, file: 'gone.eml' },
    { playbook: 'a.ipynb', sampleFile: path, config: {} }
  );
  await expect(job).rejects.toMatchObject({
    code: 'SAMPLE_INVALID',
    message: expect.stringContaining('gone.eml') as unknown
  });
  expect(readdirSync(tmpdir()).filter(name => name.startsWith('huntbook-sample-'))).toEqual(before);
});
