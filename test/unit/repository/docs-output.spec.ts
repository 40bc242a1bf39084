import Ajv from 'ajv';
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCortexJob } from '../../../companion/src/cortex/index.js';
import { makeJobFolder, notebookText, readOutput, type NotebookCell } from '../../support/cortex-job-folder.js';
import { fences, page } from '../../support/documentation.js';
import { ROOT } from '../../support/error-page.js';
import { cell, raise, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';

const folder = mkdtempSync(join(tmpdir(), 'huntbook-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const schema = JSON.parse(readFileSync(join(ROOT, 'docs/output-full.v1.schema.json'), 'utf8')) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const prints = (text: string): Script => cell(scene => scene.print(text));
const picture = cell(scene =>
  scene.iopub('display_data', { data: { 'text/html': '<b>x</b>', 'text/plain': 'x' }, metadata: {} })
);
/** What the cells with these sources do. */
const SCRIPTS: Readonly<Record<string, Script>> = {
  verdict: prints('{"level": "high", "namespace": "T", "predicate": "P", "value": 1}\nnot JSON\n'),
  found: prints(
    '{"dataType": "ip", "data": "192.0.2.7", "tags": ["c2"]}\n{"dataType": "file", "data": "carved.bin"}\n'
  ),
  table: picture,
  fails: raise('KeyError', "'src_ip'")
};
const GOOD: readonly NotebookCell[] = [
  { source: '# Title', kind: 'markdown' },
  { source: 'table' },
  { source: 'verdict', tags: ['taxonomies'] },
  { source: 'found', tags: ['artifacts'] }
];

type Job = {
  readonly cells: readonly NotebookCell[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly success: boolean;
};
const NO_HTML = { any_generate_html: false };
const JOBS: readonly (readonly [title: string, job: Job])[] = [
  ['completed', { cells: GOOD, success: true }],
  ['failed after it found something', { cells: [...GOOD, { source: 'fails' }], success: true }],
  ['completed without HTML', { cells: GOOD, config: NO_HTML, success: true }],
  ['failed without finding anything', { cells: [{ source: 'fails' }], config: NO_HTML, success: false }],
  [
    'may not fail in part',
    { cells: [...GOOD, { source: 'fails' }], config: { any_on_error: 'fail', ...NO_HTML }, success: false }
  ],
  ['has a wrong configuration', { cells: GOOD, config: { any_on_error: 'maybe' }, success: false }]
];

it.each(JOBS)('the answer of a job that %s is what the schema says', async (_title, { cells, config, success }) => {
  writeFileSync(join(folder, 'carved.bin'), 'MZ');
  writeFileSync(join(folder, 'job.ipynb'), notebookText(cells));
  const job = makeJobFolder({
    config: {
      input_hostname: folder,
      input_paths: ['/job.ipynb'],
      output_hostname: join(folder, 'executed'),
      ...config
    }
  });
  await runCortexJob({
    jobDir: job.path,
    startKernel: () => Promise.resolve(new ScriptedKernel(SCRIPTS)),
    signals: new EventEmitter(),
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    environment: {}
  });
  const output = readOutput(job.output);
  validate(output);
  expect(validate.errors ?? []).toEqual([]);
  expect(output['success']).toBe(success);
});

it('the answer that output-json.md shows is what the schema says', () => {
  const [example] = fences(page('docs/output-json.md')).filter(({ info }) => info === 'json output');
  validate(JSON.parse(example?.text ?? ''));
  expect(validate.errors ?? []).toEqual([]);
});

it.each([
  ['without a version', { full: { status: 'completed', problems: [], notebooks: [] } }],
  [
    'with an artifact key that fails the job in Cortex',
    { artifacts: [{ dataType: 'ip', data: 'x', tlp: 2, tags: [], ioc: true }] }
  ]
])('the schema refuses an answer %s', (_title, change) => {
  const [example] = fences(page('docs/output-json.md')).filter(({ info }) => info === 'json output');
  const answer = { ...(JSON.parse(example?.text ?? '') as object), ...change };
  expect(validate(answer)).toBe(false);
});
