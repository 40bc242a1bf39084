import { code, notebookJson, notebooksOf, Scene, successOf } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const PARAMETERS = ['organisation', 'user', 'observable_type', 'observable_value'].map(name => `thehive_${name}`);
const HOSTILE = '$(touch owned) `id` "\'\\ #{x} {{y}} \u00e9\u{1f600} \n\t';
/** Prints a taxonomy for each parameter, so that what came out is what Cortex decodes. */
const PYTHON = notebookJson([
  code(PARAMETERS.map(name => `${name} = "unset"`).join('\n'), 'parameters'),
  code(
    [
      'import json',
      ...PARAMETERS.map(name => `print(json.dumps({"predicate": "${name}", "value": ${name}}))`),
      'print(json.dumps({"predicate": "type", "value": type(thehive_observable_value).__name__}))'
    ].join('\n'),
    'taxonomies'
  )
]);

it('feature 12: the four parameters of the original are texts of the notebook, whatever characters they hold', async () => {
  const scene = new Scene({
    dataType: 'other',
    data: HOSTILE,
    parameters: { organisation: 'soc "1"', user: 'ana@soc.example' },
    notebooks: { 'a.ipynb': PYTHON }
  });
  const result = successOf(await scene.run());
  expect(Object.fromEntries(result.taxonomies.map(({ predicate, value }) => [predicate, value]))).toEqual({
    thehive_organisation: 'soc "1"',
    thehive_user: 'ana@soc.example',
    thehive_observable_type: 'other',
    thehive_observable_value: HOSTILE,
    type: 'str'
  });
}, 30_000);

it('feature 34: a data type that an administrator has added runs as those of TheHive do', async () => {
  const scene = new Scene({ dataType: 'iban-number', data: 'DE00 0000', notebooks: { 'a.ipynb': PYTHON } });
  const result = successOf(await scene.run());
  expect(result.taxonomies.map(({ value }) => value)).toEqual(expect.arrayContaining(['iban-number', 'DE00 0000']));
  expect(scene.files('stored')).toEqual([expect.stringMatching(/^DE00-0000-a-/)]);
}, 30_000);

it('feature 42: the report says when the notebook ran, so that an answer of the cache can be told from a new one', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code('1')] } });
  const before = Date.now();
  const [notebook] = notebooksOf(successOf(await scene.run()));
  const said = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/.exec(notebook?.html ?? '');
  const atMs = Date.parse(`${said?.[1] ?? ''}T${said?.[2] ?? ''}Z`);
  expect(atMs).toBeGreaterThanOrEqual(Math.floor(before / 1_000) * 1_000);
  expect(atMs).toBeLessThanOrEqual(Date.now());
}, 30_000);
