import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptRequest, SampleFile, TrialCell } from '../../../src/service-api/index.js';
import { code, notebookJson } from '../../support/cortex-driver.js';
import { codeOf, ServiceScene, type Answer } from '../../support/service.js';

const PLAYBOOK = notebookJson([
  { source: 'days = 3\nthehive_observable_value = ""', tags: ['parameters'] },
  code('days')
]);

let scene: ServiceScene;
beforeAll(async () => {
  scene = new ServiceScene({ 'play/book.ipynb': PLAYBOOK, 'mails/a.eml': 'From: x' });
  await scene.start();
});
afterAll(() => scene[Symbol.asyncDispose]());

const trial = (input: object): Promise<Answer> =>
  scene.ask('POST', '/trial-cell', { body: { notebook: 'play/book.ipynb', content: JSON.parse(PLAYBOOK), input } });
const copyOf = (id: string, name: string): string =>
  readFileSync(join(scene.state, 'jobs', id, 'playbook', name), 'utf8');

it.each([
  [
    'an observable',
    { dataType: 'ip', data: '192.0.2.1"; import os' },
    [
      '# Parameters',
      'thehive_organisation = ""',
      'thehive_user = ""',
      'thehive_observable_type = "ip"',
      'thehive_observable_value = "192.0.2.1\\"; import os"'
    ]
  ],
  [
    'a file, by its path from the notebook',
    { dataType: 'file', file: 'mails/a.eml' },
    [
      '# Parameters',
      'thehive_organisation = ""',
      'thehive_user = ""',
      'thehive_observable_type = "file"',
      'thehive_observable_value = "a.eml"',
      'thehive_observable_file = "../mails/a.eml"',
      'thehive_observable_content_type = "application/octet-stream"'
    ]
  ],
  [
    'a case',
    { dataType: 'thehive:case', data: { caseId: 12, flag: true } },
    [
      '# Parameters',
      'thehive_organisation = ""',
      'thehive_user = ""',
      'thehive_input_type = "thehive:case"',
      'thehive_input_value = {"caseId": 12, "flag": True}'
    ]
  ]
])('the cell of a trial sets what the worker would set for %s, and no value is code', async (_, input, lines) => {
  const answer = await trial(input);
  expect(answer.json<TrialCell>().source.split('\n')).toEqual(lines);
});

it('the cell of a trial is refused for an object that is none', async () => {
  const answer = await trial({ dataType: 'thehive:case', data: 'text' });
  expect([answer.status, codeOf(answer)]).toEqual([422, 'JOB_INPUT_INVALID']);
});

it('values of a run stand at the end of the parameters cell of its copy, and nowhere else', async () => {
  const { id } = await scene.run('events:1', { notebook: 'play/book.ipynb', values: { days: 7, deep: true } });
  await scene.ended(id);
  const copy = JSON.parse(copyOf(id, 'book.ipynb')) as { cells: readonly { source: string | readonly string[] }[] };
  expect([copy.cells[0]?.source].flat().join('')).toBe(
    'days = 3\nthehive_observable_value = ""\n\n# Parameters\ndays = 7\ndeep = True'
  );
  expect(readFileSync(join(scene.root, 'play/book.ipynb'), 'utf8')).toBe(PLAYBOOK);
  const kept = (await scene.ask('GET', `/jobs/${id}/request`)).json<KeptRequest>();
  expect(kept).toEqual({
    notebook: 'play/book.ipynb',
    input: { dataType: 'other', data: 'events:1' },
    values: { days: 7, deep: true }
  });
});

it('a run without values has the notebook byte for byte', async () => {
  const { id } = await scene.run('events:1', { notebook: 'play/book.ipynb', values: {} });
  await scene.ended(id);
  expect(copyOf(id, 'book.ipynb')).toBe(PLAYBOOK);
});

it('values for a notebook without parameters, and names that are none, are refused', async () => {
  const body = { notebook: 'a.ipynb', input: { dataType: 'other', data: 'x' }, values: { days: 7 } };
  const none = await scene.ask('POST', '/jobs', { body });
  expect([none.status, codeOf(none)]).toEqual([400, 'REQUEST_INVALID']);
  const odd = await scene.ask('POST', '/jobs', {
    body: { ...body, notebook: 'play/book.ipynb', values: { 'x = 1; import os': 1 } }
  });
  expect([odd.status, codeOf(odd)]).toEqual([422, 'PARAMETER_NAME_INVALID']);
});

it('a sample out of a run has its input and what it found, and replaces the one of its name', async () => {
  const { id } = await scene.run('result:bad.example', { notebook: 'play/book.ipynb' });
  await scene.ended(id);
  const save = (): Promise<Answer> => scene.ask('POST', `/jobs/${id}/sample`, { body: { name: 'known' } });
  await save();
  const file = (await save()).json<SampleFile>();
  expect(file.path).toBe('play/book.samples.json');
  expect(file.samples).toHaveLength(1);
  expect(file.samples[0]).toMatchObject({
    name: 'known',
    input: { dataType: 'other', data: 'result:bad.example' },
    expected: { status: 'completed', artifacts: [{ dataType: 'domain', data: 'bad.example' }] }
  });
});

it('no sample is made of a run that left no answer', async () => {
  const { id } = await scene.run('crash');
  await scene.ended(id);
  const answer = await scene.ask('POST', `/jobs/${id}/sample`, { body: { name: 'x' } });
  expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_THERE']);
});
