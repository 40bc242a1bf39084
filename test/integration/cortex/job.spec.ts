import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCortexJob } from '../../../companion/src/cortex/index.js';
import { startLocalKernel } from '../../../companion/src/kernel/index.js';
import {
  makeJobFolder,
  notebookText,
  readOutput,
  type JobFolderOptions,
  type NotebookCell
} from '../../support/cortex-job-folder.js';

const PYTHON = resolve(process.env.HUNTBOOK_TEST_PYTHON ?? '.cache/venv/bin/python');

type Notebooks = Readonly<Record<string, readonly NotebookCell[]>>;

function arrange(notebooks: Notebooks, options: JobFolderOptions = {}) {
  const home = mkdtempSync(join(tmpdir(), 'huntbook-test-'));
  for (const [name, cells] of Object.entries(notebooks)) writeFileSync(join(home, name), notebookText(cells));
  const stored = join(home, 'executed');
  const config = {
    input_hostname: home,
    input_paths: Object.keys(notebooks).map(name => `/${name}`),
    output_hostname: stored,
    any_python: [PYTHON],
    ...options.config
  };
  return { home, stored, job: makeJobFolder({ ...options, config }) };
}

async function run(jobDir: string, signals = new EventEmitter()) {
  const stderr = new PassThrough();
  const status = await runCortexJob({
    jobDir,
    signals,
    stderr,
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    startKernel: startLocalKernel,
    environment: { PATH: process.env.PATH },
    exit: () => undefined
  });
  return { status, log: String(stderr.read() ?? '') };
}

test('a job folder becomes a valid output.json by way of a real kernel', async () => {
  const { job, stored } = arrange({
    'hello.ipynb': [
      { source: 'thehive_observable_value = ""', tags: ['parameters'] },
      {
        source:
          'import json; print(json.dumps({"level": "safe", "namespace": "T", "predicate": "P", "value": thehive_observable_value}))',
        tags: ['taxonomies']
      },
      { source: 'print(json.dumps({"dataType": "ip", "data": "198.51.100.7"}))', tags: ['artifacts'] }
    ]
  });
  const { status, log } = await run(job.path);
  const output = readOutput(job.output);
  expect(output).toMatchObject({
    success: true,
    summary: { taxonomies: [{ level: 'safe', namespace: 'T', predicate: 'P', value: '192.0.2.1' }] },
    artifacts: [{ dataType: 'ip', data: '198.51.100.7', tlp: 2, tags: [] }],
    operations: [],
    full: { version: 1, status: 'completed', problems: [] }
  });
  expect(status).toBe(0);
  expect(log).toMatch(/^huntbook job=AYx-1_z status=completed notebooks=1 seconds=[\d.]+\n$/u);
  expect(readdirSync(stored)).toEqual(['192.0.2.1-hello-AYx-1_z.ipynb']);
  expect(statSync(join(job.output, 'output.json')).mode & 0o777).toBe(0o644);
  expect(readdirSync(job.output)).toEqual(['output.json']);
});
