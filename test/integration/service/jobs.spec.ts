import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { materialiseCharts } from '../../../companion/src/materialise/index.js';
import { SERVICE_DEFAULTS } from '../../../companion/src/service/index.js';
import type { JobFolder } from '../../../companion/src/service/jobs/job-folder.js';
import { JobStore } from '../../../companion/src/service/jobs/job-store.js';
import { makeJob } from '../../../companion/src/service/jobs/make-job.js';
import { RunQueue } from '../../../companion/src/service/jobs/run-queue.js';
import { ServerRoot } from '../../../companion/src/service/root-path.js';
import type {
  ChartDrawing,
  ChartRequest,
  Comparison,
  EventPage,
  Health,
  Job,
  JobList,
  TextPage
} from '../../../src/service-api/index.js';
import { bars, bundlesOf, CHARTS_PROGRAM, displayed, drawingOf, VEGA_LITE } from '../../support/charts.js';
import { codeOf, FAKE_WORKER, ServiceScene } from '../../support/service.js';

/** All pieces of a part of a run, in their order. */
async function whole(scene: ServiceScene, id: string, part: string, limitBytes: number): Promise<string> {
  let text = '';
  for (let offset: number | null = 0; offset !== null;) {
    const query = `offset=${String(offset)}&limitBytes=${String(limitBytes)}`;
    const page: TextPage = (await scene.ask('GET', `/jobs/${id}/${part}?${query}`)).json<TextPage>();
    text += page.text;
    offset = page.nextOffset;
  }
  return text;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('a run', () => {
  it('goes from the request to a result that is read in pieces, byte for byte', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const started = await scene.run('events:3 done');
    expect(started).toMatchObject({
      notebook: 'a.ipynb',
      dataType: 'other',
      observable: 'events:3 done',
      isUnsaved: false
    });
    const job = await scene.ended(started.id);
    expect(job).toMatchObject({
      status: 'completed',
      error: null,
      findings: { artifacts: 1, operations: 0, problems: 0, taxonomies: [{ predicate: 'ran', value: 'root' }] }
    });
    expect(Date.parse(job.finishedAtUtc ?? '')).toBeGreaterThanOrEqual(Date.parse(job.startedAtUtc ?? ''));
    const stored = readFileSync(
      join(scene.state, 'jobs', job.id, `cortex-job-${job.id}-0`, 'output', 'output.json'),
      'utf8'
    );
    expect(await whole(scene, job.id, 'result', 7)).toBe(stored);
    expect(await whole(scene, job.id, 'report', 4)).toBe('<div>é</div>');
    expect(job.sizes.result).toBe(Buffer.byteLength(stored));
    expect(codeOf(await scene.ask('GET', `/jobs/${job.id}/notebook`))).toBe('NOT_THERE');
  });

  it('runs the copy of what was asked for, in the folder of the original', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { maxRunning: 1 } });
    const first = await scene.run('wait:go');
    const content = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    const second = await scene.run('done', { notebook: 'sub/{b}.ipynb', content });
    scene.write('go');
    await scene.ended(first.id);
    const job = await scene.ended(second.id);
    expect(job).toMatchObject({ isUnsaved: true, status: 'completed', findings: { taxonomies: [{ value: 'sub' }] } });
    const copy = join(scene.state, 'jobs', second.id, 'playbook', '{b}.ipynb');
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toEqual(content);
  });

  it('hands the file of an observable over, and keeps no copy of it when the run has ended', async () => {
    await using scene = new ServiceScene({ 'mail.eml': 'Subject: x', 'a.ipynb': '{}' });
    await scene.start();
    const { id } = await scene.run('', { input: { dataType: 'file', file: 'mail.eml' } });
    expect(await scene.ended(id)).toMatchObject({ status: 'completed', observable: 'mail.eml', dataType: 'file' });
    expect(filesBelow(join(scene.state, 'jobs', id)).filter(name => name.includes('input'))).toEqual([]);
  });

  it('keeps secrets of the configuration while it runs, for this user alone, and no longer', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const config = { any_secrets: ['KEY=canary-4711'], scirius_token: 'canary-4711' };
    const { id } = await scene.run('wait:go', { config });
    await scene.until(id, 'running');
    const folder = join(scene.state, 'jobs', id);
    const holding = (): readonly string[] =>
      filesBelow(folder).filter(
        name =>
          statSync(join(folder, name)).isFile() && readFileSync(join(folder, name), 'utf8').includes('canary-4711')
      );
    const [input = '', ...others] = holding();
    expect(others).toEqual([]);
    expect(statSync(join(folder, input)).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
    scene.write('go');
    await scene.ended(id);
    expect(holding()).toEqual([]);
  });

  it('that nobody can start is a failed run with a reason, and the service goes on', async () => {
    await using scene = new ServiceScene();
    await scene.start({ workerCommand: [join(scene.path, 'no-such-program')] });
    const { id } = await scene.run('done');
    expect(await scene.ended(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('left no answer') });
    const health = (await scene.ask('GET', '/health')).json<Health>();
    expect(health).toMatchObject({ status: 'degraded', versions: { worker: null } });
    expect(health.problems.map(({ code }) => code)).toEqual(['worker-startable']);
  });

  it('whose worker crashes without an answer says how it ended', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const { id } = await scene.run('crash');
    expect(await scene.ended(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('exit status 3') });
  });

  it('gets nothing of the environment that belongs to the Jupyter server', async () => {
    await using scene = new ServiceScene();
    const tokens = { JUPYTERHUB_API_TOKEN: 'x', JPY_API_TOKEN: 'x', JUPYTER_TOKEN: 'x', JUPYTER_PATH: '/p' };
    await scene.start({ environment: { ...process.env, ...tokens } });
    const { id } = await scene.run('environment');
    await scene.ended(id);
    const output = JSON.parse(await whole(scene, id, 'result', 100_000)) as { operations: { names: string[] }[] };
    const names = output.operations[0]?.names ?? [];
    expect(names.filter(name => name in tokens)).toEqual(['JUPYTER_PATH']);
  });
});

describe('a chart of a preview', () => {
  it('is drawn as the worker draws it, and one that would fetch something says so', async () => {
    await using scene = new ServiceScene();
    await scene.start({ chartProgram: CHARTS_PROGRAM });
    const spec = bars() as Record<string, unknown>;
    const draw = async (chart: ChartRequest): Promise<ChartDrawing> =>
      (await scene.ask('POST', '/charts', { body: chart })).json<ChartDrawing>();
    const [good, fetching, broken] = await Promise.all([
      draw({ library: 'vega-lite', spec }),
      draw({ library: 'vega-lite', spec: { ...spec, data: { url: 'https://canary.invalid/x.json' } } }),
      draw({ library: 'vega', spec: { marks: 7 } })
    ]);
    const notebook = displayed({ [VEGA_LITE]: spec });
    const drawn = await materialiseCharts(notebook, { signal: new AbortController().signal, program: CHARTS_PROGRAM });
    expect(good).toEqual({ svg: drawingOf(bundlesOf(drawn.notebook)[0]), reason: null });
    expect(fetching).toEqual({ svg: null, reason: 'it would fetch https://canary.invalid/x.json' });
    expect(broken).toMatchObject({ svg: null, reason: expect.stringMatching(/./) });
  });
});

describe('cancelling', () => {
  it('ends a run that goes on and keeps what its worker put down', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const { id } = await scene.run('events:1 wait:never');
    await scene.until(id, 'running');
    await untilEvents(scene, id);
    expect((await scene.ask('POST', `/jobs/${id}/cancel`)).status).toBe(202);
    expect(await scene.ended(id)).toMatchObject({ status: 'cancelled', error: expect.stringContaining('SIGTERM') });
  });

  it('ends a run that waits before it has started', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { maxRunning: 1 } });
    const first = await scene.run('wait:go');
    const second = await scene.run('done');
    const cancelled = (await scene.ask('POST', `/jobs/${second.id}/cancel`)).json<Job>();
    expect(cancelled).toMatchObject({ status: 'cancelled', startedAtUtc: null });
    scene.write('go');
    expect(await scene.ended(first.id)).toMatchObject({ status: 'completed' });
    expect(await scene.job(second.id)).toMatchObject({ status: 'cancelled' });
  });

  it('kills a worker that does not listen, with all it has started', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { stopGraceMs: 200 } });
    const { id } = await scene.run('deaf events:1 wait:never');
    await untilEvents(scene, id);
    await scene.ask('POST', `/jobs/${id}/cancel`);
    expect(await scene.ended(id)).toMatchObject({ status: 'cancelled' });
  });

  it('leaves a run that has ended as it is', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const { id } = await scene.run('done');
    await scene.ended(id);
    expect((await scene.ask('POST', `/jobs/${id}/cancel`)).json<Job>()).toMatchObject({ status: 'completed' });
  });
});

describe('the queue', () => {
  it('runs as many at once as it may, the others in their order, and refuses what is too much', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { maxRunning: 2, maxQueued: 2 } });
    const jobs: Job[] = [];
    for (const name of ['one', 'two', 'three', 'four']) jobs.push(await scene.run(`wait:${name}`));
    const states = async (): Promise<readonly string[]> =>
      Promise.all(jobs.map(async ({ id }) => (await scene.job(id)).status));
    expect(await states()).toEqual(['running', 'running', 'queued', 'queued']);
    const refused = await scene.ask('POST', '/jobs', {
      body: { notebook: 'a.ipynb', input: { dataType: 'ip', data: '1' } }
    });
    expect([refused.status, codeOf(refused)]).toEqual([429, 'QUEUE_FULL']);
    expect((await scene.ask('GET', '/health')).json<Health>().jobs).toEqual({
      running: 2,
      queued: 2,
      maxRunning: 2,
      maxQueued: 2
    });
    scene.write('two');
    await scene.until(jobs[2]?.id ?? '', 'running');
    expect(await states()).toEqual(['running', 'completed', 'running', 'queued']);
    for (const name of ['one', 'three', 'four']) scene.write(name);
    for (const { id } of jobs) await scene.ended(id);
    expect(await states()).toEqual(['completed', 'completed', 'completed', 'completed']);
  });

  it('is not kept full by requests that were refused', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { maxRunning: 1, maxQueued: 0 } });
    for (let round = 0; round < 5; round += 1) {
      const answer = await scene.ask('POST', '/jobs', {
        body: { notebook: 'none.ipynb', input: { dataType: 'ip', data: '1' } }
      });
      expect(codeOf(answer)).toBe('NOT_THERE');
    }
    const { id } = await scene.run('done');
    expect(await scene.ended(id)).toMatchObject({ status: 'completed' });
    expect(filesBelow(join(scene.state, 'jobs')).filter(name => !name.includes('/'))).toEqual([id]);
  });
});

describe('history', () => {
  it('lists runs of a notebook, newest first, page by page', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const ids: string[] = [];
    for (const notebook of ['a.ipynb', 'sub/b.ipynb', 'a.ipynb', 'a.ipynb']) {
      const { id } = await scene.run('done', { notebook });
      await scene.ended(id);
      ids.unshift(id);
    }
    const list = async (query: string): Promise<JobList> => (await scene.ask('GET', `/jobs?${query}`)).json<JobList>();
    expect((await list('')).jobs.map(({ id }) => id)).toEqual(ids);
    const first = await list('notebook=a.ipynb&limit=2');
    expect(first.jobs.map(({ id }) => id)).toEqual([ids[0], ids[1]]);
    const second = await list(`notebook=a.ipynb&limit=2&before=${first.next ?? ''}`);
    expect([second.jobs.map(({ id }) => id), second.next]).toEqual([[ids[3]], null]);
    expect((await list('notebook=none.ipynb')).jobs).toEqual([]);
  });

  it('keeps the last runs of each notebook and never one that goes on', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { keepPerNotebook: 2 } });
    const running = await scene.run('wait:go');
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const { id } = await scene.run('done');
      await scene.ended(id);
      ids.unshift(id);
    }
    const other = await scene.run('done', { notebook: 'sub/b.ipynb' });
    await scene.ended(other.id);
    const listed = (await scene.ask('GET', '/jobs')).json<JobList>().jobs.map(({ id }) => id);
    expect(listed).toEqual([other.id, ids[0], ids[1], running.id]);
    scene.write('go');
    // What has ended last is kept, although it began first.
    expect(await scene.ended(running.id)).toMatchObject({ status: 'completed' });
    const kept = async (): Promise<readonly string[]> =>
      (await scene.ask('GET', '/jobs?notebook=a.ipynb')).json<JobList>().jobs.map(({ id }) => id);
    while ((await kept()).length > 2) await new Promise(next => setTimeout(next, 20));
    expect(await kept()).toEqual([ids[0], running.id]);
  });

  it('deletes a run with all that is kept of it, but not one that goes on', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const { id } = await scene.run('wait:go');
    expect(codeOf(await scene.ask('DELETE', `/jobs/${id}`))).toBe('JOB_UNFINISHED');
    expect(codeOf(await scene.ask('GET', `/jobs/${id}/result`))).toBe('JOB_UNFINISHED');
    scene.write('go');
    await scene.ended(id);
    expect((await scene.ask('DELETE', `/jobs/${id}`)).json()).toEqual({ id });
    expect(existsSync(join(scene.state, 'jobs', id))).toBe(false);
    expect(codeOf(await scene.ask('GET', `/jobs/${id}`))).toBe('NOT_THERE');
  });

  it('tells what could not be tidied away where nobody waits for an answer', async () => {
    await using scene = new ServiceScene();
    /** The input of its runs comes to lie below a file. */
    class OddStore extends JobStore {
      isOdd = false;
      override folder(id: string): JobFolder {
        const folder = super.folder(id);
        return this.isOdd ? { ...folder, input: join(folder.record, 'input') } : folder;
      }
    }
    const store = new OddStore(scene.state);
    const { queue, start } = await queueOf(scene, store);
    await start('wait:go');
    const waiting = await start('done');
    store.isOdd = true;
    expect(queue.cancel(waiting)).toMatchObject({ status: 'cancelled' });
    while (scene.reported.length === 0) await new Promise(next => setTimeout(next, 20));
    expect(scene.reported).toMatchObject([{ code: 'ENOTDIR' }]);
    store.isOdd = false;
    await queue.stop();
  });

  it('lets two at once remove the same run', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const { id } = await scene.run('done');
    await scene.ended(id);
    const store = new JobStore(scene.state);
    await Promise.all([store.remove(id), store.remove(id)]);
    expect(store.find(id)).toBeUndefined();
  });

  it('tells what a run found that another did not', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const [one, other] = [await scene.run('result:one.example'), await scene.run('result:two.example')];
    for (const { id } of [one, other]) await scene.ended(id);
    const compared = (await scene.ask('GET', `/jobs/${other.id}/comparison?with=${one.id}`)).json<Comparison>();
    expect(compared.isEqual).toBe(false);
    expect(compared.differences).toEqual([
      {
        part: 'artifacts',
        missing: [expect.objectContaining({ data: 'one.example' })],
        unexpected: [expect.objectContaining({ data: 'two.example' })]
      }
    ]);
    const same = (await scene.ask('GET', `/jobs/${one.id}/comparison?with=${one.id}`)).json<Comparison>();
    expect(same).toEqual({ isEqual: true, differences: [] });
  });

  it('tells where a run differs from what its sample expects', async () => {
    await using scene = new ServiceScene();
    await scene.start();
    const sample = (data: string) => ({
      name: 'one',
      input: { dataType: 'other', data: 'x' },
      expected: { status: 'completed', artifacts: [{ data }] }
    });
    const save = (revision: string, data: string) =>
      scene.ask('PUT', '/samples?notebook=a.ipynb', { body: { revision, config: {}, samples: [sample(data)] } });
    const first = await save('', 'one.example');
    expect(first.json()).toMatchObject({ path: 'a.samples.json', samples: [sample('one.example')] });
    expect(codeOf(await save('', 'late.example'))).toBe('SAMPLES_CHANGED');
    const { id } = await scene.run('result:one.example', { sample: 'one' });
    await scene.ended(id);
    const expectation = async (): Promise<Comparison> =>
      (await scene.ask('GET', `/jobs/${id}/expectation`)).json<Comparison>();
    expect(await expectation()).toEqual({ isEqual: true, differences: [] });
    await save(first.json<{ revision: string }>().revision, 'other.example');
    expect((await expectation()).differences.map(({ part }) => part)).toEqual(['artifacts']);
  });
});

describe('a service that starts anew', () => {
  it('shows runs of before, and starts those that waited', async () => {
    await using scene = new ServiceScene();
    await scene.start({ limits: { maxRunning: 1 } });
    const done = await scene.run('done');
    await scene.ended(done.id);
    const cut = await scene.run('wait:never');
    const waiting = await scene.run('done');
    await scene.until(cut.id, 'running');
    await scene.stop();
    await scene.start();
    expect(await scene.job(done.id)).toMatchObject({ status: 'completed' });
    expect(await scene.job(cut.id)).toMatchObject({ status: 'interrupted' });
    expect(await scene.ended(waiting.id)).toMatchObject({ status: 'completed' });
  });

  it('removes what was begun long ago and never finished, and nothing that is being made', async () => {
    await using scene = new ServiceScene();
    const jobs = join(scene.state, 'jobs');
    const [old, fresh] = ['20260101T000000000Z-00000000', '20260101T000000000Z-11111111'];
    for (const name of [old, fresh, '.removed-20260101T000000000Z-22222222']) {
      mkdirSync(join(jobs, name), { recursive: true });
    }
    utimesSync(join(jobs, old), 0, 0);
    await scene.start();
    expect(readdirSync(jobs)).toEqual([fresh]);
    expect((await scene.ask('GET', '/jobs')).json<JobList>().jobs).toEqual([]);
  });

  it('takes over what is left, and nothing that callers have started meanwhile', async () => {
    await using scene = new ServiceScene();
    const store = new JobStore(scene.state);
    const { queue, start } = await queueOf(scene, store);
    const running = await start('wait:go crash');
    const waiting = await start('done');
    await queue.recover(() => true);
    expect([queue.running, queue.queued]).toEqual([1, 1]);
    scene.write('go');
    while (store.read(waiting).status !== 'completed') await new Promise(next => setTimeout(next, 20));
    await queue.stop();
    expect(store.read(running)).toMatchObject({ status: 'failed', error: expect.stringContaining('exit status 3') });
    expect(scene.reported).toEqual([]);
  });

  it('takes no runs while it ends', async () => {
    await using scene = new ServiceScene();
    const store = new JobStore(scene.state);
    const queue = new RunQueue({
      store,
      limits: SERVICE_DEFAULTS,
      worker: { command: [], environment: {} },
      report: error => scene.reported.push(error)
    });
    await queue.stop();
    await expect(queue.submit(() => Promise.resolve('never'))).rejects.toMatchObject({ code: 'SERVICE_STOPPING' });
  });
});

async function untilEvents(scene: ServiceScene, id: string): Promise<void> {
  const page = (await scene.ask('GET', `/jobs/${id}/events?waitMs=20000`)).json<EventPage>();
  if (page.events.length === 0) await untilEvents(scene, id);
}

/** A queue without the service around it; `start` gives the id of a run that does what the steps say. */
async function queueOf(scene: ServiceScene, store: JobStore) {
  const queue = new RunQueue({
    store,
    limits: { ...SERVICE_DEFAULTS, maxRunning: 1 },
    worker: { command: [process.execPath, FAKE_WORKER], environment: process.env },
    report: error => scene.reported.push(error)
  });
  const options = { store, root: await ServerRoot.open(scene.root), pythons: [], owner: queue.owner };
  const start = (data: string): Promise<string> =>
    queue.submit(() => makeJob({ notebook: 'a.ipynb', input: { dataType: 'other', data } }, options));
  return { queue, start };
}
