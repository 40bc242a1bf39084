import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { until } from '../support/cortex/worker-scene.js';
import { runHuntbook } from '../support/command.js';
import { writeCodeNotebook } from '../support/notebook-file.js';
import { temporaryFolder, testPython } from '../support/real-kernel.js';

const folder = temporaryFolder('huntbook-doctor-e2e-');
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const doctor = (...args: readonly string[]) =>
  runHuntbook(['cortex', 'doctor', ...args, '--python', testPython], {
    cwd: folder.path,
    environment: { TMPDIR: folder.path }
  });

it('feature 41: the workers as they are built are found good, by starting them as Cortex does', async () => {
  const { status, stdout, stderr } = await doctor(resolve('dist/cortex'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/dry run of Huntbook_Analyzer_1_0: answered in [\d.]+ s as/);
  expect(stdout).toMatch(/dry run of Huntbook_Responder_1_0: answered in [\d.]+ s as/);
  expect(stdout).toContain('Cortex can run what was checked.');
  expect(readdirSync(folder.path)).toEqual([]);
}, 30_000);

it('a copy that is not complete fails in the dry run, with the reason Cortex would show', async () => {
  const copy = at('analyzers/Huntbook');
  cpSync(resolve('dist/cortex/analyzers/Huntbook'), copy, { recursive: true });
  rmSync(join(copy, 'huntbook.cjs'));
  const { status, stdout } = await doctor(at('analyzers'));
  expect(status).toBe(1);
  expect(stdout).toMatch(/Cortex would say Failure: Huntbook is not complete/);
  rmSync(at('analyzers'), { recursive: true });
}, 30_000);

it.each([
  ['has all it imports', 'import json, os.path\n%matplotlib inline\nfrom . import x', 0, /has everything it imports/],
  ['lacks a package', 'import json\nimport huntbook_no_such_package.part', 1, /imports huntbook_no_such_package/],
  [
    'lacks a package it can do without',
    'try:\n    import huntbook_nope\nexcept ImportError:\n    pass',
    0,
    /would like to import huntbook_nope/
  ]
])('a playbook whose kernel %s', async (_title, source, expected, message) => {
  const { status, stdout } = await doctor(writeCodeNotebook(at('p.ipynb'), [{ source, tags: ['parameters'] }]));
  expect(stdout).toMatch(message);
  expect(status).toBe(expected);
});

it('an import is looked for, and never run', async () => {
  for (const name of ['evil_module', 'json', 'ast', 'importlib']) {
    writeFileSync(at(`${name}.py`), `open(${JSON.stringify(at('ran'))}, "w")`);
  }
  const { status } = await doctor(
    writeCodeNotebook(at('q.ipynb'), [{ source: 'import evil_module', tags: ['parameters'] }])
  );
  expect(status).toBe(0);
  expect(readdirSync(folder.path)).not.toContain('ran');
});

it('a worker that holds its output and its kernel is told, and ended with all it started', async () => {
  const worker = at('held/Mine');
  mkdirSync(worker, { recursive: true });
  const definition = {
    ...{ name: 'Held', version: '1', author: 'a', url: 'u', license: 'l', description: 'd', command: 'Mine/run' },
    dataTypeList: ['ip'],
    configurationItems: [{ name: 'input_paths', description: 'd', type: 'string', multi: true }]
  };
  writeFileSync(join(worker, 'held.json'), JSON.stringify(definition));
  const answer = '{"success":true,"full":{},"summary":{"taxonomies":[{}]}}';
  const script = `#!/bin/sh\nsleep 3071 &\necho $! > ${at('pid')}\nprintf '%s' '${answer}' > "$1/output/output.json"\n`;
  writeFileSync(join(worker, 'run'), script, { mode: 0o755 });
  const { status, stdout } = await doctor(at('held'));
  expect(status).toBe(1);
  expect(stdout).toContain('still holds its output');
  const pid = readFileSync(at('pid'), 'utf8').trim();
  const isRunning = (): boolean =>
    existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  await until(() => !isRunning(), 3_000);
}, 30_000);

it('prints JSON for machines, and refuses a configuration that is none without quoting it', async () => {
  const { stdout } = await doctor(at('nowhere'), '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    passed: false,
    findings: [
      { subject: 'user', outcome: 'ok' },
      { outcome: 'failed', message: 'It does not exist.' }
    ]
  });
  writeFileSync(at('bad.json'), '{"token": "tok-canary-9"');
  const bad = await doctor(at('nowhere'), '--config', at('bad.json'));
  expect(bad.status).toBe(2);
  expect(bad.stderr).not.toContain('canary');
});
