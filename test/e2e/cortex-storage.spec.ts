import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, modeOf, notebooksOf, Scene, successOf, type FinishedRun } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const TAXONOMY = code(
  'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\')',
  'taxonomies'
);
const STORED_NAME = /^[\w.-]+-[\w-]+-AZx9kQ-1(-\d+)?\.ipynb$/;

const HOSTILE_VALUES: [title: string, value: string][] = [
  ['cortex-thehive §4 #36: an observable that climbs out of its folder', '../../../escaped'],
  ['cortex-thehive §4 #35: an observable in braces', '{x} {thehive_user} %Y'],
  ['feature 28, cortex-thehive §4 #20, headless §4.3 #23: an observable that is a URL', 'http://h.example/../y?z=1#f'],
  ['an observable of 5,000 characters', 'x'.repeat(5_000)],
  ['an observable without a usable character', '\u0000/\n']
];
it.each(HOSTILE_VALUES)(
  '%s is stored in the folder, under a name that is safe',
  async (_, data) => {
    const scene = new Scene({ data, dataType: 'other', notebooks: { 'a.ipynb': [TAXONOMY] } });
    const run = await scene.run();
    const [notebook] = notebooksOf(successOf(run));
    expect(scene.files('stored')).toEqual([expect.stringMatching(STORED_NAME)]);
    expect(notebook?.output_notebook).toBe(join(scene.path, 'stored', scene.files('stored')[0] ?? ''));
    expect(existsSync(join(scene.path, '..', 'escaped'))).toBe(false);
  },
  30_000
);

describe('two notebooks that wait for one another, run twice for one observable', () => {
  let scene: Scene;
  let runs: readonly FinishedRun[];
  beforeAll(async () => {
    const meet = (mine: string, other: string): string =>
      `import os, time\nopen("${mine}", "w").close()\nwhile not os.path.exists("${other}"): time.sleep(0.02)`;
    scene = new Scene({
      config: { output_folder: '/{organisation}/%Y-%m/{dataType}' },
      parameters: { organisation: '../soc', user: 'ana' },
      notebooks: { 'one.ipynb': [code(meet('1', '2'))], 'two.ipynb': [code(meet('2', '1'))] }
    });
    const first = await scene.run();
    rmSync(join(scene.job.output, 'output.json'));
    runs = [first, await scene.run()];
  }, 60_000);

  it('feature 6, headless §4.3 #9: run at the same time', () => {
    expect(runs.map(run => successOf(run).full['status'])).toEqual(['completed', 'completed']);
  });

  it('feature 28, cortex-thehive §4 #21, #22, headless §4.3 #24: have a file each, and no run replaces that of an earlier one', () => {
    expect(scene.files('stored').map(name => name.split('/').at(-1))).toHaveLength(4);
    expect(scene.files('stored').every(name => STORED_NAME.test(name.split('/').at(-1) ?? ''))).toBe(true);
  });

  it('feature 27, cortex-thehive §4 #33, headless §4.3 #25: lie in a folder that is made, with date and placeholders', () => {
    const month = new Date().toISOString().slice(0, 7);
    expect(scene.files('stored')[0]).toMatch(new RegExp(`^[^/]*soc[^/]*/${month}/ip/`));
  });
});

it('headless §4.3 #29: the time in an output folder is the time of the run', async () => {
  const before = Date.now();
  const scene = new Scene({ config: { output_folder: '/%s' }, notebooks: { 'a.ipynb': [TAXONOMY] } });
  await scene.run();
  const seconds = Number(scene.files('stored')[0]?.split('/')[0]);
  expect(seconds).toBeGreaterThanOrEqual(Math.floor(before / 1000));
  expect(seconds).toBeLessThanOrEqual(Date.now() / 1000);
}, 30_000);

it('cortex-thehive §4 #32: input_hostname and path need no slash between them', async () => {
  const scene = new Scene({ config: { input_paths: ['a.ipynb', '/a.ipynb'] }, notebooks: { 'a.ipynb': [TAXONOMY] } });
  expect(successOf(await scene.run()).full['status']).toBe('completed');
  expect(scene.files('stored')).toHaveLength(2);
}, 30_000);

it('headless §4.3 #35: results count although the executed notebook cannot be stored', async () => {
  const scene = new Scene({
    notebooks: { 'a.ipynb': [TAXONOMY, code('import shutil, os\nshutil.rmtree(STORED)\nopen(STORED, "w").close()')] }
  });
  scene.replace('notebooks/a.ipynb', 'STORED', scene.python('stored'));
  const result = successOf(await scene.run());
  expect(result.taxonomies).toContainEqual({ level: 'safe', namespace: 'N', predicate: 'P', value: 'found' });
  expect(result.full['problems']).toContainEqual(expect.objectContaining({ code: 'notebook-stored' }));
}, 30_000);

it('an output folder that cannot be made is a failure that says so', async () => {
  const scene = new Scene({ files: { blocked: '' }, notebooks: { 'a.ipynb': [TAXONOMY] } });
  const input = join(scene.job.input, 'input.json');
  const { config, ...rest } = JSON.parse(scene.read(input.slice(scene.path.length + 1))) as { config: object };
  writeFileSync(
    input,
    JSON.stringify({ ...rest, config: { ...config, output_hostname: join(scene.path, 'blocked') } })
  );
  expect((await scene.run()).result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/blocked/) as string
  });
}, 30_000);

it('feature 38: output.json can be read by everybody, and the executed notebook is a notebook that names the run', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [TAXONOMY] } });
  await scene.run();
  expect(modeOf(join(scene.job.output, 'output.json'))).toBe('644');
  const [stored] = Object.values(scene.stored());
  expect(stored?.metadata['papermill']).toMatchObject({
    parameters: { thehive_observable_value: '192.0.2.1' },
    exception: null
  });
  expect(stored?.metadata['huntbook']).toMatchObject({ version: 1, status: 'completed' });
}, 30_000);
