import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runAtMost } from '../../../companion/src/cortex/at-most.js';
import { caBundlePath } from '../../../companion/src/cortex/ca-bundle.js';
import { folderDelivery, streamDelivery } from '../../../companion/src/cortex/delivery.js';
import { readJobText } from '../../../companion/src/cortex/job-folder.js';
import { logLine } from '../../../companion/src/cortex/log.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'huntbook-delivery-'));

test('the final answer stands, whatever comes before and after it', () => {
  const output = folder();
  const delivery = folderDelivery(output, { reserve: true });
  delivery.provisional({ success: false, errorMessage: 'not yet' });
  expect(readFileSync(join(output, 'output.json'), 'utf8')).toBe('{"success":false,"errorMessage":"not yet"}');
  expect(delivery.final({ success: true })).toBeUndefined();
  delivery.provisional({ success: false });
  delivery.final({ success: false });
  expect(readFileSync(join(output, 'output.json'), 'utf8')).toBe('{"success":true}');
  expect(readdirSync(output)).toEqual(['output.json']);
});

test('everybody can read the answer, whatever the service lets its files be: Cortex reads it as another user', () => {
  const output = folder();
  const before = process.umask(0o077);
  try {
    folderDelivery(output).final({ success: true });
  } finally {
    process.umask(before);
  }
  expect(statSync(join(output, 'output.json')).mode & 0o777).toBe(0o644);
});

test('an answer that cannot be written is told, and leaves nothing aside', () => {
  const output = folder();
  mkdirSync(join(output, 'output.json', 'x'), { recursive: true });
  expect(folderDelivery(output).final({ success: true })).toBeInstanceOf(Error);
  expect(readdirSync(output)).toEqual(['output.json']);
});

test('a missing output folder is made', () => {
  const output = join(folder(), 'output');
  expect(folderDelivery(output, { reserve: true }).final({ success: true })).toBeUndefined();
  expect(readdirSync(output)).toEqual(['output.json']);
});

test('a stream gets the final answer once, as one line', () => {
  const stdout = new PassThrough();
  const delivery = streamDelivery(stdout);
  delivery.provisional({ a: 0 });
  delivery.final({ a: 1 });
  delivery.final({ a: 2 });
  expect(String(stdout.read())).toBe('{"a":1}\n');
});

test('a job comes from its folder, else from standard input', async () => {
  const job = folder();
  expect(await readJobText(job, Readable.from(['{"a":', '1}']))).toEqual({ text: '{"a":1}', answer: 'stdout' });
  mkdirSync(join(job, 'input'));
  writeFileSync(join(job, 'input/input.json'), '{}');
  expect(await readJobText(job, Readable.from(['{"a":1}']))).toEqual({ text: '{}', answer: 'folder' });
});

test('without a job the message names the settings of Cortex', async () => {
  const act = readJobText('/nonexistent', Readable.from([]));
  await expect(act).rejects.toMatchObject({
    code: 'JOB_FOLDER_MISSING',
    hint: expect.stringContaining('job.dockerDirectory') as unknown
  });
});

test('an input.json that cannot be opened is not taken for a missing one', async () => {
  const job = folder();
  mkdirSync(join(job, 'input/input.json'), { recursive: true });
  await expect(readJobText(job, Readable.from(['{}']))).rejects.toMatchObject({ code: 'JOB_INPUT_INVALID' });
});

test('feature 4: certificates are taken as text or as the path of a file', async () => {
  const own = folder();
  const path = join(own, 'mine.pem');
  writeFileSync(path, 'PEM');
  expect(await caBundlePath(undefined, join(own, 'cacerts.pem'))).toBeUndefined();
  expect(await caBundlePath(` ${path}\n`, join(own, 'cacerts.pem'))).toBe(path);
  const written = await caBundlePath('-----BEGIN CERTIFICATE-----\nx', join(own, 'cacerts.pem'));
  expect(readFileSync(written ?? '', 'utf8')).toBe('-----BEGIN CERTIFICATE-----\nx\n');
  chmodSync(written ?? '', 0o600);
});

test.each([
  [1, 1],
  [2, 2],
  [9, 3],
  [0.5, 1]
])('with a limit of %p at most %i of three tasks are under way', async (limit, expected) => {
  let now = 0;
  let most = 0;
  const results = await runAtMost(limit, ['a', 'b', 'c'], async (task, index) => {
    most = Math.max(most, (now += 1));
    await new Promise(setImmediate);
    now -= 1;
    return `${task}${String(index)}`;
  });
  expect(results).toEqual(['a0', 'b1', 'c2']);
  expect(most).toBe(expected);
});

test('no task gives no result', async () => {
  expect(await runAtMost(4, [], () => Promise.resolve(1))).toEqual([]);
});

test('the log line is one line, in text or JSON', () => {
  const summary = { job: 'J', status: 'failed', notebooks: 2, durationMs: 1234, error: 'a\nb "c"' };
  expect(logLine(summary, undefined)).toBe(
    'huntbook job=J status=failed notebooks=2 seconds=1.23 error="a b \\"c\\""\n'
  );
  expect(JSON.parse(logLine(summary, 'json'))).toEqual({ worker: 'huntbook', ...summary, error: 'a b "c"' });
});
