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

/** Source: facts/cortex-thehive §7.1. */
const ORIGINAL_ITEMS = [
  ['input_hostname', 'string', true],
  ['input_paths', 'string', true],
  ['input_handler_http_service_api_token', 'string', false],
  ['input_handler_http_is_jupyterhub', 'boolean', false],
  ['input_handler_http_execute_remotely', 'boolean', false],
  ['output_hostname', 'string', true],
  ['output_handler_http_service_api_token', 'string', false],
  ['output_handler_http_is_jupyterhub', 'boolean', false],
  ['output_folder', 'string', true],
  ['any_handler_http_user', 'string', false],
  ['any_generate_html', 'boolean', false]
] as const;

it('feature 5: the analyzer has the eleven items of the original with their types, and demands no other', () => {
  const items = analyzer.items.map(({ name, type, required }) => [name, type, required]);
  expect(items.slice(0, 11)).toEqual(ORIGINAL_ITEMS);
  expect(analyzer.items.filter(({ required }) => required).map(({ name }) => name)).toEqual(
    ORIGINAL_ITEMS.filter(([, , required]) => required).map(([name]) => name)
  );
  expect(analyzer.items.filter(({ multi }) => multi).map(({ name }) => name)).toContain('input_paths');
});

it('feature 34: the definition takes every data type of TheHive 4, and both spellings of one that has two', () => {
  const types =
    'url other user-agent regexp mail-subject mail_subject registry mail autonomous-system domain ip uri_path filename hash file fqdn hostname';
  expect([...analyzer.dataTypeList].sort()).toEqual(types.split(' ').sort());
});

it('feature 5: the responder has the ten items of the original and its data types', () => {
  const names = responder.items.map(({ name }) => name);
  expect(names.slice(0, 10)).toEqual(ORIGINAL_ITEMS.slice(0, 10).map(([name]) => name));
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
