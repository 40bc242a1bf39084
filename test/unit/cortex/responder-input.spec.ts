import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJobInput } from '../../../companion/src/cortex/job-input.js';
import { responderParameters } from '../../../companion/src/cortex/responder-input.js';
import { parametersToJson } from '../../../companion/src/parameters/index.js';

const folder = mkdtempSync(join(tmpdir(), 'huntbook-responder-'));
afterEach(() => readdirSync(folder).forEach(name => rmSync(join(folder, name))));
afterAll(() => rmSync(folder, { recursive: true }));

async function given(data: object) {
  const raw = { dataType: 'thehive:case', data, parameters: { organisation: 'soc', user: 'ana' } };
  const { parameters, stored, problems } = await responderParameters(readJobInput(raw, JSON.stringify(raw)), folder);
  return { parameters: parametersToJson(parameters), stored: parametersToJson(stored), problems };
}

it('feature 13: a notebook gets the whole object, the metadata keep what identifies it', async () => {
  const object = { _id: '~1', caseId: 12, title: 'T', description: 'long', customFields: { a: null, b: [true, 1.5] } };
  const { parameters, stored, problems } = await given(object);
  expect(parameters).toEqual({
    thehive_organisation: 'soc',
    thehive_user: 'ana',
    thehive_input_type: 'thehive:case',
    thehive_input_value: object
  });
  expect(stored['thehive_input_value']).toEqual({ _id: '~1', caseId: 12, title: 'T' });
  expect(problems).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['5 MB of text', { title: 't', description: 'x'.repeat(5_000_000) }],
  [
    'many small things',
    { observables: Array.from({ length: 50_000 }, (_, index) => ({ data: `host-${String(index)}` })) }
  ],
  [
    '200,000 custom fields',
    {
      customFields: Object.fromEntries(
        Array.from({ length: 200_000 }, (_, index) => [`field-${String(index)}`, { string: 'v' }])
      )
    }
  ],
  [
    'lists in lists in lists',
    {
      grid: Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'x')))
    }
  ],
  ['one key of 3 MB', { ['k'.repeat(3_000_000)]: 1 }],
  ['deep nesting', { custom: JSON.parse(`${'['.repeat(300)}1${']'.repeat(300)}`) as unknown }]
])('an object of %s is cut in the cell and whole in a file that nobody else can read', async (_title, object) => {
  const { parameters, problems } = await given(object);
  expect(JSON.stringify(parameters).length).toBeLessThan(250_000);
  expect(problems.map(({ code }) => code)).toEqual(['input-small-enough']);
  const file = join(folder, 'thehive-input.json');
  expect(parameters['thehive_input_file']).toBe(file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(object);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keys like __proto__ are keys', async () => {
  const raw = JSON.parse('{"title":"t","__proto__":{"x":1}}') as object;
  const { parameters } = await given(raw);
  expect(JSON.stringify(parameters['thehive_input_value'])).toContain('"__proto__":{"x":1}');
});
