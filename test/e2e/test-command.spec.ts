import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '../support/cortex/worker-scene.js';
import { runHuntbook } from '../support/command.js';
import { writeCodeNotebook } from '../support/notebook-file.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-test-command-');
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const temporary = at('tmp');
mkdirSync(temporary);
const run = (args: readonly string[], environment: Record<string, string> = {}) =>
  runHuntbook(['test', ...args, '--python', testPython], {
    cwd: folder.path,
    environment: { TMPDIR: temporary, ...environment }
  });

const JUDGE = [
  'import json',
  'level = "malicious" if thehive_observable_value.startswith("192.0.2.") else "safe"',
  'print(json.dumps({"level": level, "namespace": "Demo", "predicate": "verdict", "value": thehive_observable_value}))'
].join('\n');
const playbook = (name: string, judge = JUDGE): string =>
  writeCodeNotebook(at(name), [
    { source: 'thehive_observable_value = ""', tags: ['parameters'] },
    { source: judge, tags: ['taxonomies'] }
  ]);
const IP = ['--data-type', 'ip', '--data'];

it('a sample saved from a run holds until the playbook changes, then the difference is shown', async () => {
  const path = playbook('judge.ipynb');
  const saved = await run([path, '--save-sample', 'a bad host', ...IP, '192.0.2.7']);
  expect(saved).toMatchObject({ status: 0, stderr: '' });
  const samples = JSON.parse(readFileSync(at('judge.samples.json'), 'utf8')) as object;
  expect(samples).toMatchObject({
    samples: [
      {
        name: 'a bad host',
        input: { dataType: 'ip', data: '192.0.2.7' },
        expected: { status: 'completed', taxonomies: [{ level: 'malicious', value: '192.0.2.7' }], artifacts: [] }
      }
    ]
  });
  const again = await run([path, '--save-sample', 'a bad host', ...IP, '192.0.2.8']);
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('already') as unknown });
  const good = await run([path]);
  expect(good).toMatchObject({ status: 0, stdout: expect.stringContaining('1 passed, 0 failed') as unknown });

  playbook('judge.ipynb', JUDGE.replace('malicious', 'suspicious'));
  const bad = await run([path]);
  expect(bad.status).toBe(1);
  expect(bad.stdout).toMatch(/- expected .*"malicious"/);
  expect(bad.stdout).toMatch(/\+ found .*"suspicious"/);

  expect((await run([path, '--update'])).status).toBe(0);
  expect((await run([path])).status).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

it('a run that fails is told with its reason, and cannot be saved', async () => {
  const path = playbook('broken.ipynb', 'raise ValueError("no such feed")');
  const saved = await run([path, '--save-sample', 'x', ...IP, '192.0.2.7']);
  expect(saved.status).toBe(1);
  expect(saved.stderr).toContain('no such feed');
  expect(readdirSync(folder.path)).not.toContain('broken.samples.json');
  const sample = { name: 'x', input: { dataType: 'ip', data: '192.0.2.7' }, expected: { status: 'completed' } };
  writeFileSync(at('broken.samples.json'), JSON.stringify({ version: 1, samples: [sample] }));
  const run1 = await run([path, '--keep', at('kept')]);
  expect(run1.status).toBe(1);
  expect(run1.stdout).toContain('no such feed');
  expect(readdirSync(at('kept'))).toHaveLength(1);
}, 60_000);

it('a file is an observable, too', async () => {
  const path = writeCodeNotebook(at('file.ipynb'), [
    { source: 'thehive_observable_file = ""', tags: ['parameters'] },
    {
      source: 'print(\'{"dataType": "other", "data": "%s"}\' % open(thehive_observable_file).read())',
      tags: ['artifacts']
    }
  ]);
  writeFileSync(at('mail.txt'), 'from the file');
  expect((await run([path, '--save-sample', 'mail', '--file', at('mail.txt')])).status).toBe(0);
  expect(readFileSync(at('file.samples.json'), 'utf8')).toContain('"file": "mail.txt"');
  expect(readFileSync(at('file.samples.json'), 'utf8')).toContain('from the file');
  expect((await run([path])).status).toBe(0);
}, 60_000);

it('a secret reaches the playbook and no sample', async () => {
  const path = playbook('secret.ipynb', `assert len(api_token) == 18\n${JUDGE}`);
  const token = 'tok-canary-77ab01c';
  const saved = await run([path, '--save-sample', 's', ...IP, '192.0.2.7', '--secret', 'api_token'], {
    api_token: token
  });
  expect(saved).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(at('secret.samples.json'), 'utf8')).not.toContain(token);
}, 60_000);

it.each([
  ['no samples', ['judge-less.ipynb'], 'There are no samples'],
  ['a sample that is not there', ['judge.ipynb', '--only', 'nobody'], 'no sample "nobody"'],
  ['a sample without an input', ['judge.ipynb', '--save-sample', 'y'], 'exactly one input'],
  ['data without its type', ['judge.ipynb', '--save-sample', 'y', '--data', '1'], '--data-type']
])('exits with 2 for %s', async (_title, args, message) => {
  const { status, stderr } = await run(args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

it('a Ctrl-C ends the samples under way and starts no other', async () => {
  const wait = `import os, time\nopen(${JSON.stringify(at('waiting-'))} + str(os.getpid()), "w").close()\ntime.sleep(600)`;
  const path = playbook('waiting.ipynb', wait);
  const names = Array.from({ length: 2 * availableParallelism() }, (_, index) => `sample ${String(index)}`);
  const samples = names.map(name => ({ name, input: { dataType: 'ip', data: '192.0.2.7' }, expected: {} }));
  writeFileSync(at('waiting.samples.json'), JSON.stringify({ version: 1, samples }));
  const command = resolve('companion/dist/huntbook.cjs');
  const child = spawn(process.execPath, [command, 'test', path, '--python', testPython], {
    env: { ...process.env, TMPDIR: temporary }
  });
  const waiting = (): number => readdirSync(folder.path).filter(name => name.startsWith('waiting-')).length;
  await until(() => waiting() === availableParallelism());
  child.kill('SIGINT');
  const [status] = (await once(child, 'close')) as [number | null];
  expect(status).toBe(1);
  expect(waiting()).toBe(availableParallelism());
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);
