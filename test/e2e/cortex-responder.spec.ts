import { resolve } from 'node:path';
import { notebooksOf, successOf, type CortexSuccess } from '../support/cortex/decode-output.js';
import { code } from '../support/cortex/notebook-json.js';
import { readsAllOperations } from '../support/cortex/thehive.js';
import { Scene, type SceneOptions } from '../support/cortex/worker-scene.js';

const RESPONDER = resolve('dist/cortex/responders/Huntbook/Huntbook_Responder.json');
const respond = (options: Omit<SceneOptions, 'definitionPath'>): Scene =>
  new Scene({ parameters: { organisation: 'soc', user: 'ana@soc.example' }, ...options, definitionPath: RESPONDER });
afterAll(Scene.disposeAll);

const PARAMETERS = code(
  'thehive_organisation = thehive_user = thehive_input_type = ""\nthehive_input_value = {}',
  'parameters'
);
const OPERATIONS = code(
  [
    'import json',
    'print(json.dumps({"type": "AddTagToCase", "tag": "seen"}))',
    'print(json.dumps({"type": "MarkAlertAsRead"}))',
    'print(json.dumps({"tag": "no type"}))',
    'print(json.dumps({"type": "CloseTask"}))'
  ].join('\n'),
  'operations'
);
const CASE = { _type: 'case', _id: '~1', caseId: 12, title: 'Phishing' };
const TASK = { _type: 'case_task', _id: '~2', title: 'Triage', case: CASE };
/** What TheHive sends for each type, and which of the three good operations come to something. */
const TARGETS: readonly (readonly [
  title: string,
  dataType: string,
  data: object,
  failing: readonly string[],
  name: string
])[] = [
  ['a case', 'thehive:case', CASE, ['MarkAlertAsRead', 'CloseTask'], 'case-12-'],
  ['an alert', 'thehive:alert', { _id: '~3', title: 'A' }, ['AddTagToCase', 'CloseTask'], 'alert-3-'],
  ['a task', 'thehive:case_task', TASK, ['MarkAlertAsRead', 'CloseTask'], 'case-12-task-2-'],
  [
    'a task log',
    'thehive:case_task_log',
    { _id: '~4', message: 'm', case_task: TASK },
    ['MarkAlertAsRead'],
    'case-12-log-4-'
  ],
  [
    'an observable of a case',
    'thehive:case_artifact',
    { _id: '~5', dataType: 'ip', data: '192.0.2.1', case: CASE },
    ['MarkAlertAsRead', 'CloseTask'],
    'case-12-observable-5-'
  ],
  [
    'feature 36, cortex-thehive §4 #25: an observable of an alert',
    'thehive:case_artifact',
    { _id: '~6', dataType: 'ip', data: '192.0.2.1', alert: { _id: '~3' } },
    ['AddTagToCase', 'MarkAlertAsRead', 'CloseTask'],
    'alert-3-observable-6-'
  ],
  [
    'a task whose parents are missing',
    'thehive:case_task',
    { title: 'x' },
    ['AddTagToCase', 'MarkAlertAsRead', 'CloseTask'],
    'task-'
  ]
];

describe('feature 20, 21: a responder', () => {
  it.each(TARGETS)(
    'cortex-thehive §4 #39: runs on %s, says which operations come to nothing, and loses none for one without a type',
    async (_title, dataType, data, failing, name) => {
      const scene = respond({ dataType, data, notebooks: { 'act.ipynb': [PARAMETERS, OPERATIONS] } });
      const result = successOf(await scene.run());
      expect(result.operations.map(({ type }) => type)).toEqual(['AddTagToCase', 'MarkAlertAsRead', 'CloseTask']);
      expect(readsAllOperations(result.operations)).toBe(true);
      const problems = result.full['problems'] as readonly { code: string; message: string }[];
      const told = problems.filter(problem => problem.code === 'operation-applies').map(({ message }) => message);
      expect(told.map(message => /"(\w+)"/.exec(message)?.[1])).toEqual(failing);
      expect(problems.map(problem => problem.code)).toContain('operation-type-present');
      const outcomes = `${3 - failing.length > 0 ? `${String(3 - failing.length)} will apply, ` : ''}${String(failing.length)} will fail, 1 held back`;
      expect(result.full['message']).toBe(`Completed: 4 operations (${outcomes}), 0 artifacts.`);
      expect(result.taxonomies).toContainEqual({
        level: 'suspicious',
        namespace: 'Huntbook',
        predicate: 'Operations',
        value: outcomes
      });
      expect(result.taxonomies.map(({ predicate }) => predicate)).not.toContain('Results');
      expect(Object.keys(scene.stored())[0]).toMatch(new RegExp(`^${name}.*act-`));
    },
    30_000
  );
});

describe('what a responder hands to its notebook', () => {
  const HOSTILE = {
    ...CASE,
    title: '</script><img src=x onerror=alert(1)> {{7*7}} " \\ \' """ \n print("owned")',
    description: '\ud800 half',
    customFields: { none: null, yes: true, no: false, big: 12345678901234, list: [1, 2.5, 'x'], __proto__x: {} },
    'a key with "quotes"': "it's"
  };
  let scene: Scene;
  let result: CortexSuccess;

  beforeAll(async () => {
    const probe = code(
      [
        'v = thehive_input_value',
        'print(type(v).__name__, v["customFields"]["none"], v["customFields"]["yes"], v["customFields"]["list"])',
        'print(len(v["title"]), thehive_input_type, thehive_user, v["""a key with "quotes\\""""])',
        'print(v["title"])'
      ].join('\n')
    );
    scene = respond({
      dataType: 'thehive:case',
      data: HOSTILE,
      notebooks: { 'probe.ipynb': [PARAMETERS, probe] }
    });
    result = successOf(await scene.run());
  }, 30_000);

  it('feature 13: is a value of the language, and none of it ran', () => {
    const outputs = scene.storedOutputs();
    expect(outputs).toContain('dict None True [1, 2.5, ');
    expect(outputs).toContain(`${String(HOSTILE.title.length)} thehive:case ana@soc.example it's`);
    expect(notebooksOf(result)[0]?.status).toBe('completed');
  });

  it('cortex-thehive §4 #26: stands once in the stored notebook', () => {
    const text = JSON.stringify(Object.values(scene.stored()).map(({ metadata }) => metadata));
    expect(text).toContain('"caseId":12');
    expect(text).not.toContain('customFields');
  });
});

it('an alert of 5 MB runs: the notebook reads the whole of it from a file', async () => {
  const probe = code(
    [
      'import json, os',
      'whole = json.load(open(thehive_input_file))',
      'print(json.dumps({"level": "info", "namespace": "N", "predicate": "size", "value": len(whole["description"])}))',
      'print(json.dumps({"level": "info", "namespace": "N", "predicate": "cut", "value": len(thehive_input_value["description"])}))'
    ].join('\n'),
    'taxonomies'
  );
  const data = { _id: '~3', title: 'big', description: 'x<b>'.repeat(1_250_000) };
  const scene = respond({ dataType: 'thehive:alert', data, notebooks: { 'big.ipynb': [PARAMETERS, probe] } });
  const result = successOf(await scene.run());
  expect(result.taxonomies).toEqual(
    expect.arrayContaining([expect.objectContaining({ predicate: 'size', value: 5_000_000 })])
  );
  expect(JSON.stringify(result.full).length).toBeLessThan(100_000);
  expect(scene.files('tmp')).toEqual([]);
}, 30_000);

it('TheHive 4 never gets an operation that would cost it the result', async () => {
  const unknown = code(
    'print(\'{"type": "RemoveTag", "tag": "x"}\\n{"type": "AssignCase", "owner": "ana"}\')',
    'operations'
  );
  const run = (version: number): Promise<CortexSuccess> =>
    respond({
      dataType: 'thehive:case',
      data: CASE,
      config: { any_thehive_version: version },
      notebooks: { 'a.ipynb': [PARAMETERS, unknown] }
    })
      .run()
      .then(successOf);
  expect((await run(4)).operations.map(({ type }) => type)).toEqual(['AssignCase']);
  expect((await run(5)).operations.map(({ type }) => type)).toEqual(['RemoveTag', 'AssignCase']);
}, 30_000);

it.each([
  ['data that is text', 'thehive:case', 'not an object', /JSON object/],
  ['an unknown type', 'thehive:page', {}, /does not know thehive:page/]
])('%s ends in one sentence', async (_title, dataType, data, message) => {
  const { result } = await respond({ dataType, data, notebooks: { 'a.ipynb': [PARAMETERS] } }).run();
  expect(result.status).toBe('Failure');
  expect(result.status === 'Failure' && result.errorMessage).toMatch(message);
});

it('a TLP above the limit is refused with the message of the original', async () => {
  const { result } = await respond({
    dataType: 'thehive:case',
    data: CASE,
    tlp: 3,
    notebooks: { 'a.ipynb': [PARAMETERS] }
  }).run();
  expect(result).toMatchObject({ status: 'Failure', errorMessage: 'TLP is higher than allowed.' });
});
