import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeAnswer } from '../../../companion/src/doctor/decode-answer.js';
import { describeFindings, examine, type Finding } from '../../../companion/src/doctor/index.js';

const root = mkdtempSync(join(tmpdir(), 'huntbook-doctor-test-'));
afterAll(() => rmSync(root, { recursive: true }));

const GOOD = {
  name: 'My_Analyzer',
  version: '1.0',
  author: 'a',
  url: 'u',
  license: 'l',
  description: 'd',
  dataTypeList: ['ip'],
  command: 'Mine/run',
  configurationItems: [{ name: 'x', description: 'd', type: 'string' }]
};
type Broken = {
  readonly definition?: object | string;
  readonly script?: string;
  readonly mode?: number;
  readonly environment?: NodeJS.ProcessEnv;
};
let made = 0;

/** A folder as `analyzer.urls` names it, with one worker that is broken in one way; what doctor says that is not good. */
async function complaints({
  definition = GOOD,
  script = '#!/bin/sh\n',
  mode = 0o755,
  environment = process.env
}: Broken) {
  const folder = join(root, String((made += 1)));
  const file = join(folder, 'Mine', 'run');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    join(folder, 'Mine', 'mine.json'),
    typeof definition === 'string' ? definition : JSON.stringify(definition)
  );
  writeFileSync(file, script);
  chmodSync(file, mode);
  const findings = await examine({ path: folder, environment, pythons: [], runsWorkers: false });
  return findings.filter(({ outcome, subject }) => outcome !== 'ok' && subject !== 'kernels');
}
const worst = (findings: readonly Finding[]): string => findings.map(({ message }) => message).join(' | ');
const without = (key: string): object => Object.fromEntries(Object.entries(GOOD).filter(([each]) => each !== key));

it('finds nothing to say about a worker that Cortex would start', async () => {
  expect(await complaints({})).toEqual([]);
});

const BROKEN: readonly (readonly [title: string, broken: Broken, message: RegExp])[] = [
  ['Cortex#434: a command that lost its executable bit', { mode: 0o644 }, /cannot be executed/],
  ['lines that end as on Windows', { script: '#!/bin/sh\r\nexit\r\n' }, /end as on Windows/],
  ['no first line that names an interpreter', { script: 'echo hi\n' }, /no "#!" line/],
  [
    'an interpreter that does not exist',
    { script: '#!/opt/nowhere/python3\n' },
    /\/opt\/nowhere\/python3 does not exist/
  ],
  [
    'Cortex#248: a program that is not on PATH of the service',
    { script: '#!/usr/bin/env node\n', environment: { PATH: '/nowhere' } },
    /node is not on PATH/
  ],
  ['a command outside of the base path', { definition: { ...GOOD, command: '../run' } }, /lies outside/],
  ['Cortex#227: a command that is not there', { definition: { ...GOOD, command: 'Other/run' } }, /does not exist/],
  ['a command that is a folder', { definition: { ...GOOD, command: 'Mine' } }, /is no file/],
  ['neither command nor image', { definition: without('command') }, /Worker cannot be run/],
  ['Cortex#151: JSON that is cut off', { definition: '{"name": "My_Analyzer", "command": ' }, /is not JSON/],
  ['a byte order mark', { definition: `\uFEFF${JSON.stringify(GOOD)}` }, /byte order mark/],
  ['a list of definitions', { definition: JSON.stringify([GOOD]) }, /holds no JSON object/],
  ['no license', { definition: without('license') }, /no license/],
  ['a name with spaces', { definition: { ...GOOD, name: 'My Analyzer' } }, /other characters/],
  [
    'data types of which one is no text',
    { definition: { ...GOOD, dataTypeList: ['ip', 5] } },
    /nothing will ever be sent/
  ],
  ['an interpreter that is no program', { script: '#!/etc/passwd\n' }, /cannot be executed/],
  ['arguments that env takes for a name', { script: '#!/usr/bin/env sh -e\n' }, /sh -e is not on PATH/],
  ['no data types', { definition: { ...GOOD, dataTypeList: [] } }, /nothing will ever be sent/],
  [
    'one malformed configuration item, for which Cortex forgets all',
    { definition: { ...GOOD, configurationItems: [...GOOD.configurationItems, { name: 'y' }] } },
    /item 2 is malformed/
  ],
  [
    'a default of another type',
    { definition: { ...GOOD, configurationItems: [{ ...GOOD.configurationItems[0], defaultValue: 3 }] } },
    /default of x is no string/
  ]
];

it.each(BROKEN)('names %s, and the way out', async (_title, broken, message) => {
  const found = await complaints(broken);
  expect(worst(found)).toMatch(message);
  expect(found.every(({ fix }) => (fix ?? '').length > 10)).toBe(true);
});

it('takes the -S of env for what it is', async () => {
  expect(await complaints({ script: '#!/usr/bin/env -S sh -e\n' })).toEqual([]);
});

it('says that there is no worker where there is none', async () => {
  const folder = join(root, 'empty');
  mkdirSync(folder);
  const findings = await examine({ path: folder, environment: process.env, pythons: [], runsWorkers: false });
  expect(worst(findings)).toContain('no worker definition one folder down');
  expect(describeFindings(findings)).toContain('Cortex would fail');
});

it('Cortex-Analyzers#595: checks the items, and tells no secret of them', async () => {
  writeFileSync(join(root, 'a-file'), '');
  const items = {
    input_hostname: root,
    input_paths: ['/missing.ipynb'],
    output_hostname: join(root, 'a-file', 'below'),
    input_handler_http_service_api_token: 'tok-canary-1',
    proxy_http: 'http://user:pw-canary-2@127.0.0.1:9',
    cacerts: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
    any_secrets: ['KEY=canary-3-value']
  };
  const findings = await examine({ path: root, environment: process.env, items, pythons: [], runsWorkers: false });
  const text = describeFindings(findings);
  expect(text).toMatch(/missing\.ipynb: The notebook does not exist/);
  expect(text).toMatch(/executed notebooks cannot be made/);
  expect(text).toMatch(/127\.0\.0\.1:9 does not answer: ECONNREFUSED/);
  expect(text).toMatch(/Certificate 1 cannot be read/);
  expect(text).not.toContain('canary');
});

describe('an item with which every job would fail, or which nobody reads, is named', () => {
  const whole = { input_hostname: root, input_paths: ['/{thehive_observable_type}.ipynb'], output_hostname: root };
  const look = async (items: object): Promise<string> =>
    describeFindings(
      await examine({
        path: root,
        environment: process.env,
        items: { ...whole, ...items },
        pythons: [],
        runsWorkers: false
      })
    );
  it.each([
    [{ output_folder: '/%Q/x' }, /FAILED .*output_folder holds %Q/],
    [{ output_folder: '/{oragnisation}' }, /FAILED .*output_folder holds \{oragnisation\}/],
    [{ input_paths: ['/{nope}.ipynb'] }, /FAILED .*input_paths holds \{nope\}/],
    [{ input_hostname: 'playbooks' }, /warning .*input_hostname: It is relative/],
    [{ output_hostname: 'executed' }, /warning .*output_hostname: It is relative/],
    [{ scirius_ca_bundle: '/no/such.pem' }, /FAILED .*scirius_ca_bundle: \/no\/such\.pem does not exist/],
    [{ cacerts: '/no/such.pem' }, /FAILED .*cacerts: \/no\/such\.pem does not exist/],
    [
      { any_pyhton: ['/x'] },
      /warning .*any_pyhton: There is no item of this name: it does nothing\.\s+Is any_python meant\?/
    ],
    [{ colour: 'red' }, /warning .*colour: There is no item of this name/],
    [{}, /ok .*thehive_observable_type\}\.ipynb: is another notebook in each job, so it is not checked; .*\/ip\.ipynb/],
    [
      { output_folder: 'x/%Y/{organisation}', jobTimeout: 30, auto_extract_artifacts: false },
      /ok .*takes the executed notebooks/
    ]
  ])('%j', async (items, message) => {
    const said = await look(items);
    expect(said).toMatch(message);
    if ('jobTimeout' in items) expect(said).not.toContain('no item of this name');
  });

  it('a notebook that is cut off is told with what to do about the file, not about its path', async () => {
    writeFileSync(join(root, 'cut.ipynb'), '{"cells": [');
    expect(await look({ input_paths: ['cut.ipynb'] })).toMatch(
      /cut\.ipynb: Cannot read the notebook .*\n.*open it in JupyterLab/
    );
  });
});

it('a wrong interpreter hides no kernel that is there', async () => {
  const data = join(root, 'jupyter');
  mkdirSync(join(data, 'kernels', 'found'), { recursive: true });
  const spec = { argv: ['/bin/true', '{connection_file}'], display_name: 'f', language: 'python' };
  writeFileSync(join(data, 'kernels', 'found', 'kernel.json'), JSON.stringify(spec));
  const findings = await examine({
    path: root,
    environment: { ...process.env, JUPYTER_PATH: data },
    pythons: ['/no/python'],
    runsWorkers: false
  });
  const ofKernels = findings.filter(({ subject }) => subject === 'kernels');
  expect(ofKernels.map(({ outcome }) => outcome)).toEqual(['failed', 'ok']);
  expect(ofKernels[1]?.message).toContain('found');
});

it('names the item that is missing', async () => {
  const findings = await examine({ path: root, environment: process.env, items: {}, pythons: [], runsWorkers: false });
  expect(worst(findings)).toContain('input_hostname is required');
});

test.each([
  ['nothing', undefined, 'Failure'],
  ['text that is cut', '{"success":true', 'InProgress'],
  ['NaN', '{"success":true,"full":{"a":NaN}}', 'InProgress'],
  ['a full that is a list', '{"success":true,"full":[]}', 'InProgress'],
  [
    'an artifact with ioc',
    '{"success":true,"full":{},"artifacts":[{"dataType":"ip","data":"x","ioc":true}]}',
    'Failure'
  ],
  ['a failure', '{"success":false,"errorMessage":"x"}', 'Failure'],
  ['a list', '[]', 'Failure'],
  ['a success', '{"success":true,"full":{},"summary":{"taxonomies":[{}]}}', 'Success']
])('an answer of %s is decoded as Cortex does', (_title, text, status) => {
  expect(decodeAnswer(text, '').status).toBe(status);
});

it('the folder of one worker is named as what Cortex does not look into, with the folder to name', async () => {
  const folder = join(root, 'parent');
  const worker = join(folder, 'Mine');
  mkdirSync(worker, { recursive: true });
  writeFileSync(join(worker, 'mine.json'), JSON.stringify(GOOD));
  writeFileSync(join(worker, 'run'), '#!/bin/sh\n', { mode: 0o755 });
  const look = async (path: string, isNamed: boolean) =>
    (await examine({ path, isNamed, environment: process.env, pythons: [], runsWorkers: false })).filter(
      ({ message }) => message.includes('folder of one worker')
    );
  expect(await look(worker, true)).toEqual([
    expect.objectContaining({ outcome: 'warning', fix: expect.stringContaining(`there: ${folder}`) })
  ]);
  expect(await look(worker, false)).toEqual([]);
  expect(await look(folder, true)).toEqual([]);
});

it('says first as whom it checks', async () => {
  const [first] = await examine({ path: root, environment: process.env, pythons: [], runsWorkers: false });
  expect(first?.message).toContain(`as ${userInfo().username} (uid ${String(userInfo().uid)})`);
});
