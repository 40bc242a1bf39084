import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../../src/json/index.js';
import { PROBLEM_TABLE, validateArtifact, validateTaxonomy } from '../../../src/playbook/index.js';

const AT = { cell: 0, line: 1 };
type Case = readonly [title: string, json: string, value: object | undefined, codes: readonly string[]];

const BASE = { dataType: 'ip', data: 'x', tlp: 2, tags: [] };
const ARTIFACTS: readonly Case[] = [
  ['is completed with Cortex defaults', '{"dataType":"ip","data":"x"}', BASE, []],
  ['takes null for absent', '{"dataType":"ip","data":"x","tlp":null,"tags":null,"message":null}', BASE, []],
  [
    'keeps what is right',
    '{"dataType":"url","data":"x","tlp":0,"tags":["a"],"message":"m"}',
    { dataType: 'url', data: 'x', tlp: 0, tags: ['a'], message: 'm' },
    []
  ],
  [
    'cortex-thehive §4 #11: loses unknown keys, by name',
    '{"dataType":"ip","data":"x","ioc":true,"pap":2}',
    BASE,
    ['artifact-keys-known']
  ],
  ['loses file keys when it is no file', '{"dataType":"ip","data":"x","file":"f"}', BASE, ['artifact-keys-known']],
  [
    'takes __proto__ for an unknown key',
    '{"dataType":"ip","data":"x","__proto__":{"tlp":0}}',
    BASE,
    ['artifact-keys-known']
  ],
  [
    'with tlp 4 of TheHive 5 becomes red',
    '{"dataType":"ip","data":"x","tlp":4}',
    { ...BASE, tlp: 3 },
    ['artifact-tlp-in-range']
  ],
  [
    'with a tlp name is read',
    '{"dataType":"ip","data":"x","tlp":"TLP:green"}',
    { ...BASE, tlp: 1 },
    ['artifact-tlp-in-range']
  ],
  ['with tlp 1.0 is read', '{"dataType":"ip","data":"x","tlp":1.0}', { ...BASE, tlp: 1 }, []],
  [
    'with an unreadable tlp becomes red',
    '{"dataType":"ip","data":"x","tlp":"constructor"}',
    { ...BASE, tlp: 3 },
    ['artifact-tlp-in-range']
  ],
  [
    'with a negative tlp becomes red',
    '{"dataType":"ip","data":"x","tlp":-1}',
    { ...BASE, tlp: 3 },
    ['artifact-tlp-in-range']
  ],
  [
    'has tags of text',
    '{"dataType":"ip","data":"x","tags":["a",1,true,null,{},""]}',
    { ...BASE, tags: ['a', '1', 'true'] },
    ['artifact-tags-are-text']
  ],
  [
    'takes a single tag for a list',
    '{"dataType":"ip","data":"x","tags":"a"}',
    { ...BASE, tags: ['a'] },
    ['artifact-tags-are-text']
  ],
  [
    'has data of text, digit by digit',
    '{"dataType":"other","data":12345678901234567890}',
    { ...BASE, dataType: 'other', data: '12345678901234567890' },
    ['artifact-data-is-text']
  ],
  ['with empty data is refused', '{"dataType":"ip","data":" "}', undefined, ['artifact-data-present']],
  ['with an object as data is refused', '{"dataType":"ip","data":{}}', undefined, ['artifact-data-present']],
  ['without data is refused', '{"dataType":"ip"}', undefined, ['artifact-data-present']],
  ['with NaN as data is refused', '{"dataType":"ip","data":NaN}', undefined, ['result-numbers-finite']],
  [
    'with 20,000,001 characters is refused',
    `{"dataType":"other","data":"${'x'.repeat(20_000_001)}"}`,
    undefined,
    ['artifact-data-bounded']
  ],
  ['without dataType is refused', '{"data":"x"}', undefined, ['artifact-data-type-present']],
  ['with a number as dataType is refused', '{"dataType":1,"data":"x"}', undefined, ['artifact-data-type-present']],
  ['with type and value is refused by name', '{"type":"ip","value":"x"}', undefined, ['artifact-names-its-type']],
  [
    'with dataType and value is refused by name',
    '{"dataType":"ip","value":"x"}',
    undefined,
    ['artifact-names-its-type']
  ],
  ['of a type in capitals is read', '{"dataType":"IP","data":"x"}', BASE, ['artifact-data-type-lower-case']],
  [
    'of a custom type is kept and named',
    '{"dataType":"Wallet","data":"x"}',
    { ...BASE, dataType: 'Wallet' },
    ['artifact-data-type-known']
  ],
  [
    'with half a character is repaired',
    '{"dataType":"ip","data":"x\\ud800"}',
    { ...BASE, data: 'x\ufffd' },
    ['result-text-well-formed']
  ],
  [
    'with a message that is no text loses it',
    '{"dataType":"ip","data":"x","message":[1]}',
    BASE,
    ['artifact-message-is-text']
  ],
  [
    'of type file has a path in data',
    '{"dataType":"file","data":"out/a.txt"}',
    { dataType: 'file', path: 'out/a.txt', tlp: 2, tags: [] },
    []
  ],
  [
    'of type file has a path in file',
    '{"dataType":"file","file":"a","filename":"b","contentType":"text/plain"}',
    { dataType: 'file', path: 'a', filename: 'b', contentType: 'text/plain', tlp: 2, tags: [] },
    []
  ],
  [
    'of type file has a file name that Cortex accepts',
    '{"dataType":"file","data":"a","filename":"../a:b\\n.txt"}',
    { dataType: 'file', path: 'a', filename: '.._a_b_.txt', tlp: 2, tags: [] },
    ['artifact-file-name-allowed']
  ],
  [
    'of type file loses a file name that is no text',
    '{"dataType":"file","data":"a","filename":7,"contentType":{}}',
    { dataType: 'file', path: 'a', tlp: 2, tags: [] },
    ['artifact-file-fields-are-text', 'artifact-file-fields-are-text']
  ],
  ['of type file without a path is refused', '{"dataType":"file","data":""}', undefined, ['artifact-data-present']],
  ['that is a list is refused', '[]', undefined, ['result-is-object']],
  ['that is a text is refused', '"x"', undefined, ['result-is-object']]
];

const GOOD = { level: 'safe', namespace: 'N', predicate: 'P', value: 'v' };
const TAXONOMIES: readonly Case[] = [
  ['is kept when it is right', JSON.stringify(GOOD), GOOD, []],
  [
    'of an unknown level becomes info, said aloud',
    '{"level":"malicous","namespace":"N","predicate":"P","value":"v"}',
    { ...GOOD, level: 'info' },
    ['taxonomy-level-known']
  ],
  [
    'of a level in capitals keeps its verdict',
    '{"level":" Malicious","namespace":"N","predicate":"P","value":"v"}',
    { ...GOOD, level: 'malicious' },
    ['taxonomy-level-known']
  ],
  [
    'gets the defaults of the original',
    '{"predicate":"P","value":"v"}',
    { level: 'info', namespace: 'Jupyter', predicate: 'P', value: 'v' },
    ['taxonomy-level-present', 'taxonomy-namespace-present']
  ],
  [
    'without a predicate is refused',
    '{"level":"safe","namespace":"N","value":"v"}',
    undefined,
    ['taxonomy-predicate-present']
  ],
  [
    'without a value has null',
    '{"level":"safe","namespace":"N","predicate":"P"}',
    { ...GOOD, value: null },
    ['taxonomy-value-present']
  ],
  [
    'has numbers, booleans and null as value',
    '{"level":"safe","namespace":"N","predicate":"P","value":3.5}',
    { ...GOOD, value: 3.5 },
    []
  ],
  [
    'has whole numbers beyond 2^53 digit by digit',
    '{"level":"safe","namespace":"N","predicate":"P","value":12345678901234567890}',
    { ...GOOD, value: '12345678901234567890' },
    []
  ],
  ['has 1.0 as a number', '{"level":"safe","namespace":"N","predicate":"P","value":1.0}', { ...GOOD, value: 1 }, []],
  [
    'cortex-thehive §4 #42: has NaN as a text',
    '{"level":"safe","namespace":"N","predicate":"P","value":NaN}',
    { ...GOOD, value: 'NaN' },
    ['result-numbers-finite']
  ],
  [
    'has an object as its JSON',
    '{"level":"safe","namespace":"N","predicate":"P","value":{"a":[1]}}',
    { ...GOOD, value: '{"a": [1]}' },
    ['taxonomy-value-is-scalar']
  ],
  [
    'has a number as predicate turned into text',
    '{"level":"safe","namespace":"N","predicate":7,"value":"v"}',
    { ...GOOD, predicate: '7' },
    ['taxonomy-texts-are-text']
  ],
  [
    'with an object as namespace gets the default',
    '{"level":"safe","namespace":{},"predicate":"P","value":"v"}',
    { ...GOOD, namespace: 'Jupyter' },
    ['taxonomy-texts-are-text', 'taxonomy-namespace-present']
  ],
  [
    'is cut to a length that a person can read',
    `{"level":"safe","namespace":"N","predicate":"P","value":"${'x'.repeat(5000)}"}`,
    { ...GOOD, value: 'x'.repeat(4096) },
    ['taxonomy-texts-bounded']
  ],
  [
    'loses other keys',
    '{"level":"safe","namespace":"N","predicate":"P","value":"v","score":1}',
    GOOD,
    ['taxonomy-keys-known']
  ],
  [
    'with half a character is repaired',
    '{"level":"safe","namespace":"N","predicate":"P","value":"\\udc00"}',
    { ...GOOD, value: '\ufffd' },
    ['result-text-well-formed']
  ],
  ['that is a number is refused', '1', undefined, ['result-is-object']]
];

describe.each([
  { what: 'an artifact', cases: ARTIFACTS, validate: validateArtifact },
  { what: 'a taxonomy', cases: TAXONOMIES, validate: validateTaxonomy }
])('$what', ({ cases, validate }) => {
  it.each(cases)('%s', (_, json, value, codes) => {
    const checked = validate(parseJson(json), AT);
    expect(checked.value).toEqual(value);
    expect(checked.problems.map(problem => problem.code)).toEqual(codes);
    expect(checked.problems.every(problem => problem.at === AT)).toBe(true);
  });
});

describe('the table of problems', () => {
  it('has codes in kebab-case', () => {
    expect(Object.keys(PROBLEM_TABLE).filter(code => !/^[a-z]+(-[a-z]+)+$/.test(code))).toEqual([]);
  });

  it('has no code that is expected by no test of this folder', () => {
    const specs = readdirSync(__dirname).map(name => readFileSync(join(__dirname, name), 'utf8'));
    const expected = (code: string): boolean => specs.some(spec => new RegExp(`'${code}(@\\d+)?'`).test(spec));
    expect(Object.keys(PROBLEM_TABLE).filter(code => !expected(code))).toEqual([]);
  });
});
