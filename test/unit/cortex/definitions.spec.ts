import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RESPONDER_DATA_TYPES } from '../../../companion/src/cortex/thehive-object.js';
import { readDefinition } from '../../support/cortex/definition.js';

const CORTEX = resolve('dist/cortex');
const json = (path: string): unknown => JSON.parse(readFileSync(resolve(CORTEX, path), 'utf8'));
const analyzer = readDefinition(resolve(CORTEX, 'analyzers/Huntbook/Huntbook_Analyzer.json'));
const responder = readDefinition(resolve(CORTEX, 'responders/Huntbook/Huntbook_Responder.json'));

it('Cortex accepts both definitions as they are built, under their names', () => {
  expect([analyzer.name, responder.name]).toEqual(['Huntbook_Analyzer_1_0', 'Huntbook_Responder_1_0']);
});

it('feature 5: the responder has the ten items of the original and its data types', () => {
  const original = [
    'input_hostname',
    'input_paths',
    'input_handler_http_service_api_token',
    'input_handler_http_is_jupyterhub',
    'input_handler_http_execute_remotely',
    'output_hostname',
    'output_handler_http_service_api_token',
    'output_handler_http_is_jupyterhub',
    'output_folder',
    'any_handler_http_user'
  ];
  const names = responder.items.map(({ name }) => name);
  expect(names.slice(0, 10)).toEqual(original);
  expect(names).not.toContain('any_generate_html');
  expect([...responder.dataTypeList].sort()).toEqual([...RESPONDER_DATA_TYPES].sort());
});

it('feature 41: a catalog is the definition with an image instead of a command, which Cortex would drop', () => {
  for (const [kind, name] of [
    ['analyzers', 'Huntbook_Analyzer'],
    ['responders', 'Huntbook_Responder']
  ] as const) {
    const { command, ...rest } = json(`${kind}/Huntbook/${name}.json`) as Record<string, unknown>;
    expect(command).toMatch(/^Huntbook\/huntbook-/);
    expect(json(`catalog/${kind}.json`)).toEqual([{ ...rest, dockerImage: 'huntbook/huntbook_analyzer:1.0' }]);
  }
});
