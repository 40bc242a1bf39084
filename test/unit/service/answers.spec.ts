import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorAnswer } from '../../../companion/src/service/api/error-answer.js';
import { skewOf } from '../../../companion/src/service/api/health-route.js';
import { MOST_RUNNING } from '../../../companion/src/service/defaults.js';
import { SERVICE_DEFAULTS, SERVICE_ERRORS, startService } from '../../../companion/src/service/index.js';
import { jobFolder } from '../../../companion/src/service/jobs/job-folder.js';
import { readOutcome } from '../../../companion/src/service/jobs/run-outcome.js';
import { workerInput } from '../../../companion/src/service/jobs/worker-input.js';
import { parameterForm } from '../../../companion/src/service/parameter-form.js';
import { readNotebook } from '../../../companion/src/notebook/index.js';
import { expandTemplate } from '../../../companion/src/cortex/path-template.js';
import { notebookJson } from '../../support/cortex-driver.js';

const folder = mkdtempSync(join(tmpdir(), 'answers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('errors', () => {
  it('that nobody foresaw tell nothing of what they quote', () => {
    const { status, body } = errorAnswer(new Error('ENOENT: /home/analyst/secret-case.ipynb'));
    expect([status, body.error.code]).toEqual([500, 'SERVICE_BROKEN']);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('each have a status that says whose fault it is', () => {
    for (const { httpStatus } of Object.values(SERVICE_ERRORS)) expect(httpStatus).toBeGreaterThanOrEqual(400);
  });

  it.each([
    ['a root that is a file', { root: 'file' }],
    ['a state folder below a file', { stateFolder: 'file/state' }],
    ['a socket in the place of a file', { socket: 'file' }],
    ['a socket whose path is too long', { socket: 'x'.repeat(120) }]
  ])(
    'of %s name the place',
    async (_what, { root = '.', stateFolder = 'state', socket = 's' }: Record<string, string>) => {
      writeFileSync(join(folder, 'file'), '');
      const started = startService({
        root: root === 'file' ? join(folder, 'none') : folder,
        stateFolder: join(folder, stateFolder),
        place: { socket: join(folder, socket) },
        pythons: [],
        workerCommand: [],
        environment: {},
        version: '1',
        diagnose: () => Promise.resolve([]),
        report: () => undefined
      });
      await expect(started).rejects.toMatchObject({ code: 'SERVICE_PLACE_UNUSABLE' });
    }
  );
});

it('docs/service.md names the limits that people meet as they are', () => {
  const { keepPerNotebook, keepTotal, maxQueued, streamMs, streamBytes } = SERVICE_DEFAULTS;
  const text = readFileSync(join(__dirname, '../../../docs/service.md'), 'utf8');
  for (const sentence of [
    `At most ${MOST_RUNNING} runs go on at once`,
    `${maxQueued} more wait`,
    `The last ${keepPerNotebook} runs that ended are kept of each notebook (\`--keep\`), ${keepTotal} in all`,
    `after ${streamMs / 60_000} minutes or ${streamBytes / 1024 / 1024} MiB`
  ]) {
    expect(text).toContain(sentence);
  }
});

describe('health', () => {
  it.each([
    ['all parts of one version', { version: '1', worker: '1', extension: '1' }, []],
    ['a page that did not say', { version: '1', worker: '1', extension: undefined }, []],
    ['a page of yesterday', { version: '2', worker: '2', extension: '1' }, ['extension-version-equal']],
    [
      'a service of yesterday',
      { version: '1', worker: '2', extension: '2' },
      ['worker-version-equal', 'extension-version-equal']
    ],
    ['no worker', { version: '1', worker: undefined, extension: '1' }, ['worker-startable']]
  ])('of %s', (_what, versions, expected) => {
    const problems = skewOf(versions);
    expect(problems.map(({ code }) => code)).toEqual(expected);
    for (const { message } of problems) expect(message).toMatch(/^[A-Z].*(?:\.|server)$/);
  });
});

describe('the form of the parameters', () => {
  it('has a control for each, with the default where that is a plain literal', () => {
    const source = [
      'thehive_observable_value = "192.0.2.1"  # the address',
      'days: int = 7',
      'ratio: float = 1',
      'share = .5',
      'deep = True',
      "path = 'it\\'s'",
      'names = ["a", "b"]',
      'owner: str = None',
      'big = 12345678901234567890'
    ].join('\n');
    const notebook = readNotebook(notebookJson([{ source, tags: ['parameters'] }]), { path: 'n.ipynb' });
    const { fields, ...form } = parameterForm(notebook, 'n.ipynb');
    expect(form).toMatchObject({ notebook: 'n.ipynb', hasParametersCell: true, isInspectable: true, problems: [] });
    expect(fields.map(({ name, control, value, setBy }) => [name, control, value, setBy])).toEqual([
      ['thehive_observable_value', 'text', '192.0.2.1', 'input'],
      ['days', 'integer', 7, 'playbook'],
      ['ratio', 'number', 1, 'playbook'],
      ['share', 'number', 0.5, 'playbook'],
      ['deep', 'boolean', true, 'playbook'],
      ['path', 'code', null, 'playbook'],
      ['names', 'code', null, 'playbook'],
      ['owner', 'text', null, 'playbook'],
      ['big', 'code', null, 'playbook']
    ]);
    expect(fields[0]?.help).toBe('the address');
  });
});

it('a notebook with braces in its name is that one file, and no template', () => {
  const job = jobFolder(folder, 'x');
  const { config } = workerInput(
    { notebook: '{a}%Y.ipynb', input: { dataType: 'ip', data: '1' }, config: { output_folder: '/elsewhere' } },
    { folder: job, playbook: '/x/{a}%Y.ipynb', pythons: [] }
  ) as { config: { input_paths: string[]; output_folder: string } };
  expect(expandTemplate(config.input_paths[0] ?? '', { item: 'input_paths', placeholders: {} })).toBe('/{a}%Y.ipynb');
  expect(config.output_folder).toBe('/');
});

const NO_REASON = { status: 'failed', error: 'The worker gave no reason.', findings: null };
const NOTHING_FOUND = { taxonomies: [], artifacts: 0, operations: 0, problems: 0 };
it.each([
  ['', undefined],
  ['7', undefined],
  ['null', undefined],
  ['[]', undefined],
  ['{"success":tr', undefined],
  ['{}', NO_REASON],
  ['{"success":"true","errorMessage":7}', NO_REASON],
  ['{"success":false,"errorMessage":"No cell."}', { ...NO_REASON, error: 'No cell.' }],
  ['{"success":true}', { status: 'completed', error: null, findings: NOTHING_FOUND }],
  [
    '{"success":true,"full":[],"artifacts":{},"summary":7,"operations":"x"}',
    { status: 'completed', error: null, findings: NOTHING_FOUND }
  ],
  [
    '{"success":true,"full":{"status":"partial","problems":[{}],"notebooks":[{"failure":"dead"}]},"artifacts":[{},{}],"operations":[{}],"summary":{"taxonomies":[{"level":"info","namespace":"n","predicate":"p","value":1},{"level":"info"},7]}}',
    {
      status: 'partial',
      error: 'dead',
      findings: {
        taxonomies: [{ level: 'info', namespace: 'n', predicate: 'p', value: 1 }],
        ...{ artifacts: 2, operations: 1, problems: 1 }
      }
    }
  ]
])('the outcome of a run whose output.json holds %j', async (text, outcome) => {
  const job = jobFolder(folder, `outcome-${String(text.length)}`);
  mkdirSync(join(job.cortex, 'output'), { recursive: true });
  writeFileSync(job.result, text);
  expect(await readOutcome(job)).toEqual(outcome);
});

it('a run that left no output.json has no outcome', async () => {
  expect(await readOutcome(jobFolder(folder, 'none'))).toBeUndefined();
});
