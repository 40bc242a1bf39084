import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONFIGURATION_ITEMS } from '../../../companion/src/cortex/configuration-items.js';
import { jobTimeoutMs, readConfiguration } from '../../../companion/src/cortex/configuration.js';
import { DEFAULT_DEADLINE_MS, jobTimeMs } from '../../../companion/src/cortex/deadline.js';

const required = { input_hostname: '/nb', input_paths: ['/a.ipynb'], output_hostname: '/out' };
const CORTEX = resolve('companion/cortex');
const read = (path: string): unknown => JSON.parse(readFileSync(resolve(CORTEX, path), 'utf8'));

test('feature 5: the definition that ships lists exactly the items that are read', () => {
  expect(read('analyzers/Huntbook/Huntbook_Analyzer.json')).toMatchObject({
    baseConfig: 'Jupyter',
    configurationItems: CONFIGURATION_ITEMS.map(({ name, type, multi, required: isRequired, defaultValue }) => ({
      name,
      type,
      multi,
      required: isRequired,
      ...(defaultValue === undefined ? {} : { defaultValue })
    }))
  });
});

test('every item and every config key keep the ranges of Cortex', () => {
  expect(read('analyzers/Huntbook/Huntbook_Analyzer.json')).toMatchObject({ config: { max_tlp: 3, max_pap: 3 } });
});

test('what nobody set has a default', () => {
  expect(readConfiguration(required)).toEqual({
    inputHostname: '/nb',
    inputPaths: ['/a.ipynb'],
    outputHostname: '/out',
    outputFolder: '/',
    inputServer: { token: undefined, isHub: true },
    outputServer: { token: undefined, isHub: true },
    executesRemotely: false,
    hubUser: undefined,
    generateHtml: true,
    onError: 'partial',
    cellTimeoutMs: undefined,
    deadlineMs: undefined,
    concurrency: undefined,
    autoExtract: false,
    thehive: 5,
    pythons: [],
    kernelEnvironment: [],
    secrets: new Map(),
    proxies: { http: undefined, https: undefined },
    scirius: { server: undefined, caBundle: undefined },
    cacerts: undefined
  });
});

test('cortex-thehive §1.2: items that arrive as null, as lists of null or as empty text are absent', () => {
  const nulls = Object.fromEntries(CONFIGURATION_ITEMS.map(({ name, multi }) => [name, multi ? [null, ''] : null]));
  expect(readConfiguration({ ...nulls, ...required })).toEqual(readConfiguration(required));
});

test.each([
  ['a single text is a list of one', { input_paths: 'b.ipynb' }, { inputPaths: ['b.ipynb'] }],
  ['a number as text is a number', { any_deadline: '1.5' }, { deadlineMs: 90_000 }],
  ['a deadline is in minutes', { any_deadline: 2 }, { deadlineMs: 120_000 }],
  ['a cell timeout is in seconds', { any_cell_timeout: 2 }, { cellTimeoutMs: 2000 }],
  ['observables of the outputs are asked for', { auto_extract_artifacts: true }, { autoExtract: true }],
  ['TheHive 4 is asked for', { any_thehive_version: '4' }, { thehive: 4 }],
  ['false as text is false', { any_generate_html: 'false' }, { generateHtml: false }],
  [
    'proxy.http wins over proxy_http',
    { proxy: { http: 'http://a' }, proxy_http: 'http://b', proxy_https: 'http://c' },
    { proxies: { http: 'http://a', https: 'http://c' } }
  ]
])('%s', (_title, config, expected) => {
  expect(readConfiguration({ ...required, ...config })).toMatchObject(expected);
});

test('a responder has HTML only when somebody asks for it: TheHive shows its report as JSON', () => {
  const generateHtml = (more: object): boolean =>
    readConfiguration({ ...required, ...more }, { isResponder: true }).generateHtml;
  expect([
    generateHtml({}),
    generateHtml({ any_generate_html: null }),
    generateHtml({ any_generate_html: true })
  ]).toEqual([false, false, true]);
});

test('secrets are read by name and do not print', () => {
  const { secrets } = readConfiguration({ ...required, any_secrets: ['VT_KEY=a=b\nc', null, ' X =1'] });
  expect([...secrets].map(([name, secret]) => [name, secret.reveal()])).toEqual([
    ['VT_KEY', 'a=b\nc'],
    ['X', '1']
  ]);
  expect(JSON.stringify([...secrets])).not.toContain('a=b');
});

test.each([
  ['no hostname', { input_hostname: null }, 'input_hostname'],
  ['cortex-thehive §4 #39: no notebook at all', { input_paths: [] }, 'input_paths'],
  ['no notebook but nulls', { input_paths: [null] }, 'input_paths'],
  ['no output', { output_hostname: '' }, 'output_hostname'],
  ['a word for a number', { any_deadline: 'soon' }, 'any_deadline'],
  ['a negative time', { any_cell_timeout: -1 }, 'any_cell_timeout'],
  ['a TheHive that is none', { any_thehive_version: 3 }, 'any_thehive_version'],
  ['no lane', { any_concurrency: 0 }, 'any_concurrency'],
  ['an unknown policy', { any_on_error: 'ignore' }, 'any_on_error'],
  ['a list for one value', { output_folder: ['a', 'b'] }, 'output_folder'],
  ['an object for a text', { output_folder: { a: 1 } }, 'output_folder'],
  ['a host of Scirius without token', { scirius_host: 'scirius.example' }, 'scirius_token'],
  ['a token of Scirius without host', { scirius_token: 'hunter2-value' }, 'scirius_host'],
  ['a secret without name', { any_secrets: ['hunter2-value'] }, 'any_secrets'],
  ['a variable that is none', { any_kernel_environment: ['A B'] }, 'any_kernel_environment']
])('%s is refused by the name of the item, without its value', (_title, config, item) => {
  const act = (): unknown => readConfiguration({ ...required, ...config });
  expect(act).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', details: { item } }));
  expect(act).not.toThrow(/hunter2|soon|ignore/u);
});

test('cortex-thehive §4 #5: tokens are optional', () => {
  expect(() => readConfiguration({ ...required, input_handler_http_service_api_token: null })).not.toThrow();
});

test.each([
  ['its own', 90_000, 600_000, 90_000],
  ['the limit of Cortex less 5 %', undefined, 30 * 60_000, 28.5 * 60_000],
  ['the limit of Cortex less 10 s when that is more', undefined, 60_000, 50_000],
  ['half of a limit that is very short', undefined, 8_000, 4_000],
  ['80 minutes', undefined, undefined, DEFAULT_DEADLINE_MS]
])('a job has as its time %s', (_title, own, cortex, expected) => {
  expect(jobTimeMs(own, cortex)).toBe(expected);
});

test.each([
  [30, 1_800_000],
  ['5', 300_000],
  [null, undefined],
  [0, undefined],
  ['x', undefined],
  [undefined, undefined]
])('a job timeout of %p minutes is %p ms', (jobTimeout, expected) =>
  expect(jobTimeoutMs({ jobTimeout })).toBe(expected)
);
