import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeCortexOutput,
  makeJobFolder,
  modeOf,
  readDefinition,
  runWorker,
  type CortexResult
} from '../../support/cortex-driver.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'driver-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function decode(output: unknown): CortexResult {
  writeFileSync(
    join(folder, 'output.json'),
    typeof output === 'string' || output instanceof Uint8Array ? output : JSON.stringify(output)
  );
  return decodeCortexOutput(folder, 'printed\nlines');
}
const success = (more: object = {}): object => ({
  success: true,
  full: {},
  summary: {},
  artifacts: [],
  operations: [],
  ...more
});
const IP = { dataType: 'ip', data: 'x' };
const TAG = { level: 'info', namespace: 'N', predicate: 'P', value: 1 };

describe('the Cortex driver decodes', () => {
  const deep = (levels: number): string => `{"success":true,"full":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
  const statuses: [title: string, output: unknown, status: CortexResult['status']][] = [
    ['a success', success(), 'Success'],
    ['success that is no boolean as a failure', { success: 'true', full: {} }, 'Failure'],
    ['an array as a failure', [], 'Failure'],
    ['a success without full as a job that never ends', { success: true }, 'InProgress'],
    ['NaN as a job that never ends', '{"success":true,"full":{"a":NaN}}', 'InProgress'],
    ['a cut file as a job that never ends', '{"success":true', 'InProgress'],
    ['half a character as a job that never ends', '{"success":true,"full":{"a":"\\ud800"}}', 'InProgress'],
    ['bytes that are no UTF-8 as a job that never ends', new Uint8Array([0x7b, 0xff, 0x7d]), 'InProgress'],
    ['a text of 20 million characters', success({ full: { a: 'x'.repeat(20_000_000) } }), 'Success'],
    ['a longer text as a job that never ends', success({ full: { a: 'x'.repeat(20_000_001) } }), 'InProgress'],
    ['997 levels', deep(997), 'Success'],
    ['1,001 levels as a job that never ends', deep(1_001), 'InProgress'],
    ['an unknown artifact key as a failure', success({ artifacts: [{ ...IP, ioc: true }] }), 'Failure'],
    ['tlp 4 as a failure', success({ artifacts: [{ ...IP, tlp: 4 }] }), 'Failure'],
    ['a number as a tag as a failure', success({ artifacts: [{ ...IP, tags: [1] }] }), 'Failure'],
    ['data that is a number as a failure', success({ artifacts: [{ dataType: 'ip', data: 1 }] }), 'Failure'],
    [
      'file keys of another type as a failure',
      success({ artifacts: [{ ...IP, file: 'a', filename: 'b' }] }),
      'Failure'
    ],
    ['optional fields that are null', success({ artifacts: [{ ...IP, tlp: null, message: null }] }), 'Success']
  ];
  it.each(statuses)('%s', (_, output, status) => {
    expect(decode(output).status).toBe(status);
  });

  it('a missing or empty file as what the worker printed, without line ends', () => {
    expect(decodeCortexOutput(folder, 'a\nb')).toEqual({ status: 'Failure', errorMessage: 'ab', input: undefined });
    expect(decode('')).toMatchObject({ status: 'Failure', errorMessage: 'printedlines' });
  });

  const lists: [title: string, more: object, kept: object][] = [
    ['no artifact when one is no object', { artifacts: [IP, 1] }, { artifacts: [] }],
    ['no operation when one is no object', { operations: [{ type: 'x' }, 1] }, { operations: [] }],
    ['no artifact without a type', { artifacts: [{ data: 'x' }] }, { artifacts: [] }],
    [
      'no file artifact that is not there',
      { artifacts: [{ dataType: 'file', file: 'gone', filename: 'a' }] },
      { artifacts: [] }
    ],
    [
      'no file artifact in a sub-folder',
      { artifacts: [{ dataType: 'file', file: '../x', filename: 'a' }] },
      { artifacts: [] }
    ],
    ['taxonomies', { summary: { taxonomies: [TAG] } }, { taxonomies: [TAG] }],
    [
      'no taxonomy when one has no value',
      { summary: { taxonomies: [TAG, { ...TAG, value: undefined }] } },
      { taxonomies: [] }
    ],
    [
      'no taxonomy when one has an unknown level',
      { summary: { taxonomies: [TAG, { ...TAG, level: 'bad' }] } },
      { taxonomies: [] }
    ],
    ['no taxonomy when summary is a list', { summary: [TAG] }, { taxonomies: [] }]
  ];
  it.each(lists)('%s', (_, more, kept) => {
    expect(decode(success(more))).toMatchObject(kept);
  });

  it.each([
    ['a.txt', 'Success'],
    ['a:b', 'Failure'],
    ['../a', 'Failure']
  ])('a file artifact named %p as %s', (filename, status) => {
    writeFileSync(join(folder, 'stored'), 'content');
    const result = decode(success({ artifacts: [{ dataType: 'file', file: 'stored', filename }] }));
    expect(result.status).toBe(status);
    if (result.status === 'Success')
      expect(result.artifacts[0]?.attachment).toEqual({
        name: 'a.txt',
        size: 7,
        contentType: 'application/octet-stream'
      });
  });
});

/** A worker written in sh, and its definition, as an administrator would have them. */
function install(script: string, definition: object = {}): string {
  mkdirSync(join(folder, 'analyzers', 'W'), { recursive: true });
  writeFileSync(join(folder, 'analyzers', 'W', 'run'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'analyzers', 'W', 'run'), 0o755);
  const path = join(folder, 'analyzers', 'W', 'W.json');
  const item = { name: 'item', description: 'd', type: 'string', multi: false };
  const fields = { name: 'W', version: '1.0', description: '', author: '', url: '', license: '', command: 'W/run' };
  writeFileSync(
    path,
    JSON.stringify({
      ...fields,
      dataTypeList: ['ip'],
      config: { service: 's', item: 'definition' },
      configurationItems: [item],
      ...definition
    })
  );
  return path;
}

describe('the Cortex driver', () => {
  it('makes the job folder that Cortex makes', () => {
    const definition = readDefinition(install(':'));
    const job = makeJobFolder(definition, {
      dataType: 'file',
      attachment: { bytes: 'x', filename: 'a b' },
      config: { proxy_http: 'http://p', cacerts: 'PEM' },
      parent: folder
    });
    const input = JSON.parse(readFileSync(join(job.input, 'input.json'), 'utf8')) as { file: string; config: object };
    expect(input).toMatchObject({
      dataType: 'file',
      filename: 'a b',
      contentType: 'application/octet-stream',
      tlp: 2,
      pap: 2,
      message: '',
      parameters: {},
      config: {
        service: 's',
        item: null,
        proxy_http: 'http://p',
        proxy_https: null,
        proxy: { http: 'http://p' },
        max_tlp: 2,
        jobTimeout: 30
      }
    });
    expect([job.path, job.input, job.output, join(job.input, input.file)].map(modeOf)).toEqual([
      '700',
      '700',
      '700',
      '600'
    ]);
    expect(readdirSync(job.input).sort()).toEqual([input.file, 'cacerts', 'input.json']);
  });

  it.each([
    ['a command outside of its folder', { command: '../x/run' }],
    ['a missing description', { description: undefined }],
    ['a malformed item', { configurationItems: [{ name: 'x' }] }]
  ])('refuses a definition with %s', (_, more) => {
    const path = install(':', more);
    expect(() => readDefinition(path)).toThrow(/is not below|has no description|Malformed/);
  });

  it('refuses items that Cortex does not know, and values of the wrong type', () => {
    const definition = readDefinition(install(':'));
    const make = (config: Record<string, unknown>) => (): unknown =>
      makeJobFolder(definition, { dataType: 'ip', data: 'x', config, parent: folder });
    expect(make({ unknown: 1 })).toThrow('unknown item');
    expect(make({ item: 1 })).toThrow('refuses 1 for item');
  });

  it('starts the command with the job folder only, in the folder above that of the command', async () => {
    const definition = readDefinition(install('echo "$# $1 $PWD" >&2; exit 3'));
    const job = makeJobFolder(definition, { dataType: 'ip', data: 'x', parent: folder });
    const run = await runWorker(definition, job, { environment: { PATH: process.env['PATH'] } }).done;
    expect(run).toMatchObject({ exitCode: 3, printed: `1 ${job.path} ${join(folder, 'analyzers')}\n` });
    expect(run.result.status).toBe('Failure');
  });

  it('cortex-thehive §4 #37: sees a job as never ending when a child of the worker holds its streams', async () => {
    const definition = readDefinition(
      install(`echo '{"success":true,"full":{}}' > "$1/output/output.json"; sleep 60 & echo $! > "$1/pid"`)
    );
    const job = makeJobFolder(definition, { dataType: 'ip', data: 'x', parent: folder });
    const { result } = await runWorker(definition, job, { environment: { PATH: process.env['PATH'] } }).done;
    process.kill(Number(readFileSync(join(job.path, 'pid'), 'utf8')));
    expect(result).toMatchObject({ status: 'InProgress', why: expect.stringContaining('holds its output streams') });
  }, 10_000);
});
