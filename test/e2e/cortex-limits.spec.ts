import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, hasFile, notebookJson, Scene, successOf, until } from '../support/cortex-driver.js';

afterAll(Scene.disposeAll);

it('an output folder below /proc is refused at once, though Node would try to make it for ever', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code('1')] }, config: { output_hostname: '/proc/x' } });
  const { result } = await scene.run();
  expect(result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringContaining('output_hostname') as unknown
  });
}, 30_000);

it('a notebook that is a named pipe is refused at once', async () => {
  const scene = new Scene({ notebooks: {}, config: { input_paths: ['/pipe.ipynb'] } });
  execFileSync('mkfifo', [join(scene.path, 'notebooks', 'pipe.ipynb')]);
  const { result } = await scene.run();
  expect(result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringContaining('not a regular file') as unknown
  });
}, 30_000);

it('a thread that hangs in a system call keeps neither the answer nor the process from ending', async () => {
  const scene = new Scene({
    dataType: 'file',
    attachment: { bytes: '', filename: 'x.eml' },
    notebooks: { 'a.ipynb': [code('1')] }
  });
  // The observable's file is Cortex' own, so nobody examines it before it is copied.
  const [name = ''] = readdirSync(scene.job.input).filter(each => each.startsWith('attachment'));
  rmSync(join(scene.job.input, name));
  execFileSync('mkfifo', [join(scene.job.input, name)]);
  const { process: worker, done } = scene.start();
  await until(() => readdirSync(join(scene.path, 'tmp')).length > 0);
  worker.kill('SIGTERM');
  await until(hasFile(join(scene.job.output, 'output.json')), 2_000);
  const sent = Date.now();
  const { result, endedAtMs } = await done;
  expect(result).toMatchObject({ status: 'Failure', errorMessage: expect.stringContaining('SIGTERM') as unknown });
  expect(endedAtMs - sent).toBeLessThan(6_000);
}, 30_000);

it('a TMPDIR that does not exist does not stop the job', async () => {
  const scene = new Scene({ notebooks: { 'a.ipynb': [code('1')] }, environment: { TMPDIR: '/nonexistent' } });
  expect(successOf(await scene.run()).full['status']).toBe('completed');
}, 30_000);

it('a worker that is killed leaves nothing that the next one does not remove', async () => {
  const scene = new Scene({
    notebooks: { 'a.ipynb': [code('open("started", "w").close()\nimport time; time.sleep(600)')] }
  });
  const { process: worker, done } = scene.start();
  await until(hasFile(join(scene.path, 'notebooks', 'started')));
  worker.kill('SIGKILL');
  await done;
  const left = readdirSync(join(scene.path, 'tmp')).filter(name => name.startsWith('huntbook-job-'));
  expect(left).toHaveLength(1);
  expect(scene.files('jobs').filter(name => name.includes('reserve'))).toEqual([]);
  writeFileSync(join(scene.path, 'notebooks', 'a.ipynb'), notebookJson([code('1')]));
  rmSync(scene.job.output, { recursive: true });
  mkdirSync(scene.job.output);
  successOf(await scene.run());
  expect(readdirSync(join(scene.path, 'tmp'))).not.toContain(left[0]);
}, 60_000);

it('artifacts that do not fit fail a job that wants all or nothing', async () => {
  const many = 'for i in range(9000): print(\'{"dataType": "other", "data": "\' + str(i) + "a" * 900 + \'"}\')';
  const scene = new Scene({ notebooks: { 'a.ipynb': [code(many, 'artifacts')] }, config: { any_on_error: 'fail' } });
  expect((await scene.run()).result).toMatchObject({
    status: 'Failure',
    errorMessage: expect.stringContaining('left out') as unknown
  });
}, 30_000);
