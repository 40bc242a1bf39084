import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, hasFile, notebookJson, notebooksOf, Scene, successOf, until } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

const TAXONOMY = code(
  'print(\'{"level": "safe", "namespace": "N", "predicate": "P", "value": "found"}\')',
  'taxonomies'
);
const FOUND = { level: 'safe', namespace: 'N', predicate: 'P', value: 'found' };
const started = (scene: Scene): (() => boolean) => hasFile(join(scene.path, 'notebooks', 'started'));
const LOOP = 'print("half", flush=True)\nopen("started", "w").close()\nimport time\nwhile True: time.sleep(0.05)';
const STUBBORN =
  'open("started", "w").close()\nimport time\nwhile True:\n    try: time.sleep(60)\n    except KeyboardInterrupt: pass';
const CHILDREN =
  'import subprocess\nfor command in (["sleep", "3600"], ["sh", "-c", "trap \'\' TERM HUP INT; sleep 3601; sleep 3602"]): subprocess.Popen(command, start_new_session=len(command) > 2)';

const INTERRUPTED: [title: string, cell: string][] = [
  ['that loops', LOOP],
  ['that ignores interrupts', STUBBORN]
];
describe.each(INTERRUPTED)('SIGTERM while a cell runs %s', (_, cell) => {
  it('feature 32, cortex-thehive §4 #17: answers within 2 s, ends with what was found, the notebook stored, nothing left running', async () => {
    const scene = new Scene({ notebooks: { 'a.ipynb': [TAXONOMY, code(CHILDREN), code(cell), code('never = 1')] } });
    const { process: worker, done } = scene.start();
    await until(started(scene));
    worker.kill('SIGTERM');
    // A reason stands there at once; this is the result.
    const isThere = hasFile(join(scene.job.output, 'output.json'));
    await until(() => isThere() && scene.output().startsWith('{"success":true'), 2_000);
    const run = await done;
    const result = successOf(run);
    expect(result.full['status']).toBe('partial');
    expect(result.taxonomies).toEqual(expect.arrayContaining([FOUND]));
    expect(notebooksOf(result)[0]?.status).toBe('cancelled');
    expect(scene.storedOutputs()).toContain('found');
    await until(() => scene.processes().length === 0, 3_000);
    expect(scene.files('tmp')).toEqual([]);
  }, 30_000);
});

it('SIGTERM before any result is a failure that says so', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code(LOOP)] } });
  const { process: worker, done } = scene.start();
  await until(started(scene));
  worker.kill('SIGTERM');
  expect((await done).result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringMatching(/SIGTERM|asked to end/) as string
  });
  expect(scene.processes()).toEqual([]);
}, 30_000);

it('SIGTERM while the kernel starts ends the job and the kernel', async () => {
  const scene = new Scene({
    ...hangingKernel(),
    notebooks: { 'a.ipynb': notebookJson([code('1')], { name: 'hangs', language: 'python' }) }
  });
  installKernel(scene);
  const { process: worker, done } = scene.start();
  await until(hasFile(join(scene.path, 'kernel-started')));
  worker.kill('SIGTERM');
  expect((await done).result.status).toBe('Failure');
  expect(scene.processes()).toEqual([]);
  expect(scene.files('tmp')).toEqual([]);
}, 30_000);

it('headless §4.3 #19: a kernel that never starts ends the job at its deadline', async () => {
  const scene = new Scene({
    ...hangingKernel(),
    notebooks: { 'a.ipynb': notebookJson([code('1')], { name: 'hangs', language: 'python' }) },
    config: { any_deadline: 0.05 }
  });
  installKernel(scene);
  const run = await scene.run();
  expect(run.result.status).toBe('Failure');
  expect(scene.processes()).toEqual([]);
  expect(scene.files('tmp')).toEqual([]);
}, 60_000);

it('the deadline ends a job with what was found', async () => {
  const scene = new Scene({ config: { any_deadline: 0.1 }, notebooks: { 'a.ipynb': [TAXONOMY, code(LOOP)] } });
  const result = successOf(await scene.run());
  expect(result.taxonomies).toContainEqual(FOUND);
  expect(result.full['status']).toBe('partial');
}, 60_000);

it('headless §4.3 #19: a kernel that dies ends the job at once, and every finished cell is stored', async () => {
  const scene = new Scene({
    notebooks: { 'a.ipynb': [TAXONOMY, code('import os\nos.kill(os.getpid(), 9)'), code('never = 1')] }
  });
  const run = await scene.run();
  const result = successOf(run);
  expect(result.taxonomies).toContainEqual(FOUND);
  expect(notebooksOf(result)[0]).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/kernel|died|SIGKILL/i) as string
  });
  const [stored] = Object.values(scene.stored());
  // papermill's error markers stand between them, and have no tags of ours.
  const own = stored?.cells.filter(cell => /^(print|import os|never)/.test([cell.source].flat().join('')));
  expect(own?.map(cell => cell.metadata['papermill'])).toMatchObject([
    { status: 'completed' },
    { status: 'failed' },
    { status: 'pending' }
  ]);
  expect(JSON.stringify(own?.[0]?.outputs)).toContain('found');
  expect(scene.processes()).toEqual([]);
  expect(scene.files('tmp')).toEqual([]);
}, 30_000);

it('cortex-thehive §4 #37: a process that a notebook leaves behind neither holds the job nor outlives it', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code(CHILDREN), TAXONOMY] } });
  const run = await scene.run();
  expect(successOf(run).taxonomies).toContainEqual(FOUND);
  expect(run.heldMs).toBeLessThan(1_000);
  // A signal was sent; the system may take a moment to take the process away.
  await until(() => scene.processes().length === 0, 5_000);
}, 30_000);

it('SIGKILL of the worker takes the kernel with it, and loses no cell that had finished a second before', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [TAXONOMY, code('import time; time.sleep(1.5)'), code(LOOP)] } });
  const { process: worker, done } = scene.start();
  await until(started(scene));
  worker.kill('SIGKILL');
  expect((await done).result.status).toBe('Failure');
  await until(() => scene.processes().length === 0, 10_000);
  expect(scene.storedOutputs()).toContain('found');
}, 40_000);

it('a job folder whose output cannot be written ends with a reason in what Cortex shows', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [TAXONOMY] } });
  rmSync(scene.job.output, { recursive: true });
  writeFileSync(scene.job.output, 'a file');
  const run = await scene.run();
  expect(run.exitCode).not.toBe(0);
  expect(run.result).toMatchObject({ status: 'Failure', errorMessage: expect.stringMatching(/output/) as string });
  expect(scene.processes()).toEqual([]);
}, 30_000);

/** A kernelspec whose program says that it was started, and then nothing for ever. */
function hangingKernel(): { readonly files: Readonly<Record<string, string>> } {
  return { files: { 'home/.local/share/jupyter/kernels/hangs/kernel.json': '{}', 'hang.sh': '#!/bin/sh\n' } };
}

function installKernel(scene: Scene): void {
  const program = join(scene.path, 'hang.sh');
  writeFileSync(program, `#!/bin/sh\ntouch ${join(scene.path, 'kernel-started')}\nsleep 3600 & wait\n`);
  chmodSync(program, 0o755);
  const spec = { argv: [program, '{connection_file}'], display_name: 'Hangs', language: 'python' };
  writeFileSync(join(scene.path, 'home/.local/share/jupyter/kernels/hangs/kernel.json'), JSON.stringify(spec));
}
