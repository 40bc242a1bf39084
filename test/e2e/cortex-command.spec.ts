import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { code, Scene, successOf, type SceneOptions } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const TAXONOMY = code(
  'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\')',
  'taxonomies'
);
const notebooks = { 'a.ipynb': [TAXONOMY] };
/** A user that owns nothing on this machine; only root can become another one. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534 } : {};

/** A program in the scene that the launcher takes for Node. */
function withNode(scene: Scene, text: string): void {
  writeFileSync(join(scene.path, 'node'), text);
  chmodSync(join(scene.path, 'node'), 0o755);
}

const WORKING: [title: string, options: Partial<SceneOptions>][] = [
  ['without HOME', { environment: { HOME: undefined } }],
  ['with a HOME that does not exist and cannot be made', { environment: { HOME: '/proc/nobody' } }],
  [
    'with Node named by HUNTBOOK_NODE and an empty PATH',
    { environment: { PATH: '', HUNTBOOK_NODE: process.execPath } }
  ],
  [
    'with a PATH that has relative and missing folders',
    { environment: { PATH: `:.:/nowhere:${dirname(process.execPath)}:/usr/bin:/bin` } }
  ]
];
it.each(WORKING)(
  'the command works %s',
  async (_, options) => {
    const scene = new Scene({ notebooks, ...options });
    expect(successOf(await scene.run()).full['status']).toBe('completed');
  },
  30_000
);

it('feature 40: the command works in any folder that it is copied to, and needs nothing outside of it', async () => {
  const built = new Scene({ notebooks });
  const folder = join(built.path, 'elsewhere');
  cpSync(dirname(built.definition.command), join(folder, 'Huntbook'), { recursive: true });
  const scene = new Scene({ notebooks, definitionPath: join(folder, 'Huntbook', 'Huntbook_Analyzer.json') });
  expect(scene.definition.command.startsWith(folder)).toBe(true);
  expect(successOf(await scene.run()).full['status']).toBe('completed');
}, 30_000);

const BROKEN: [title: string, environment: NodeJS.ProcessEnv, node: string | undefined, message: RegExp][] = [
  ['there is no Node', { PATH: '' }, undefined, /needs Node 20\.19 or newer/],
  ['HUNTBOOK_NODE names nothing', { HUNTBOOK_NODE: '/nowhere/node' }, undefined, /HUNTBOOK_NODE/],
  ['Node is for another machine', {}, '\u007fELF\u0002\u0001\u0001', /cannot be started/],
  [
    'Node is old',
    {},
    `#!/bin/sh\nexec '${process.execPath}' -r "$0.js" "$@"\n`,
    /^Huntbook needs Node 20\.19 or newer, but/
  ]
];
it.each(BROKEN)(
  'when %s, Cortex shows a sentence that says so',
  async (_, environment, node, message) => {
    const scene = new Scene({
      notebooks,
      files: {
        'node.js': "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } });"
      }
    });
    if (node !== undefined) withNode(scene, node);
    const run = await scene.run(node === undefined ? environment : { HUNTBOOK_NODE: join(scene.path, 'node') });
    expect(run.result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(message) as string });
    expect(scene.output()).toMatch(/^\{"success":false,/);
  },
  30_000
);

it('another user than the one who installed it runs it, and owns what it writes', async () => {
  const scene = new Scene({ notebooks, ...NOBODY, tlp: 3 });
  const { result } = await scene.run();
  expect(result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/^TLP is higher than allowed\./) as string
  });
  expect(statSync(join(scene.job.output, 'output.json')).uid).toBe(NOBODY.uid ?? process.getuid?.());
}, 30_000);

describe('an interpreter that Cortex cannot reach', () => {
  const folder = mkdtempSync(join(tmpdir(), 'python-'));
  const closed = join(folder, 'closed');
  beforeAll(() => {
    mkdirSync(join(closed, 'bin'), { recursive: true });
    writeFileSync(join(closed, 'bin/python3'), '');
    symlinkSync('closed/bin/python3', join(folder, 'link'));
    chmodSync(folder, 0o755);
    chmodSync(closed, 0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([join(closed, 'bin/python3'), closed, join(folder, 'link')])(
    'is named with the folder that is closed: %s',
    async python => {
      const { result } = await new Scene({ notebooks, ...NOBODY, config: { any_python: [python] } }).run();
      const message = `The Python interpreter ${python} cannot be reached by this user: ${closed} is closed to it.`;
      expect(result).toMatchObject({
        status: 'Failure',
        errorMessage: expect.stringContaining(message) as string
      });
    },
    30_000
  );
});

describe('without a job folder', () => {
  const command = (scene: Scene, input: string): { stdout: string; status: number | null } => {
    const { stdout, status } = spawnSync(scene.definition.command, [join(scene.path, 'gone')], {
      input,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] }
    });
    return { stdout, status };
  };

  it('feature 1: a job on standard input is answered on standard output', () => {
    const scene = new Scene({ notebooks, tlp: 3 });
    const { stdout, status } = command(scene, scene.read(`${scene.job.input.slice(scene.path.length + 1)}/input.json`));
    expect(JSON.parse(stdout)).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(/^TLP is higher/) as string
    });
    expect(status).toBe(1);
  }, 30_000);

  it('feature 1: an empty standard input is answered with what to look at', () => {
    const { stdout } = command(new Scene({ notebooks }), '');
    expect(JSON.parse(stdout)).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(/mounted/) as string
    });
  }, 30_000);
});

const DAMAGED: [title: string, input: string, message: RegExp][] = [
  ['that is cut off', '{"data": "secret-token', /not valid JSON/],
  ['that is no object', '[]', /not a JSON object/],
  ['without a data type', '{"data":"x","config":{}}', /dataType/],
  ['without data', '{"dataType":"ip","config":{}}', /data/],
  ['whose config is a text', '{"dataType":"ip","data":"x","config":"x"}', /config/]
];
it.each(DAMAGED)(
  'an input.json %s is a failure that says so, and quotes nothing of it',
  async (_, input, message) => {
    const scene = new Scene({ notebooks });
    writeFileSync(join(scene.job.input, 'input.json'), input);
    const run = await scene.run();
    expect(run.result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(message) as string });
    expect(run.printed).not.toContain('secret-token');
  },
  30_000
);
