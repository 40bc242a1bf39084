import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import { waitFor } from '@testing-library/react';
import { RunModel } from '../../src/lab/run/run-model.js';
import { RunSession } from '../../src/lab/run/run-session.js';
import { ServiceRefused, type Followed, type Job, type JobRequest } from '../../src/service-api/index.js';
import type { ICompanion } from '../../src/tokens.js';
import { jobOf } from '../support/run-states.js';

/** An open notebook, as far as a session looks at it, with its signals. */
class OpenNotebook {
  readonly disposed = new Signal<this, void>(this);
  readonly modelChanged = new Signal<this, void>(this);
  readonly cellsChanged = new Signal<this, void>(this);
  readonly title = { label: 'a.ipynb' };
  readonly pathChanged = new Signal<this, string>(this);
  readonly context = { localPath: 'a.ipynb', ready: Promise.resolve(), pathChanged: this.pathChanged };
  readonly content = {
    widgets: [],
    modelChanged: this.modelChanged,
    model: {
      dirty: true,
      collaborative: false,
      cells: { changed: this.cellsChanged },
      toJSON: () => ({
        cells: [{ cell_type: 'code', source: 'x', outputs: [{ output_type: 'stream' }], execution_count: 3 }]
      })
    }
  };
  get panel(): NotebookPanel {
    return this as unknown as NotebookPanel;
  }
}

const EMPTY_FORM = { notebook: 'a.ipynb', hasParametersCell: false, isInspectable: true, fields: [], problems: [] };

/** A service with the runs that it is told to have; what was asked is put down. */
function companion(jobs: readonly Job[] = [], more: Partial<ICompanion> = {}) {
  const started: JobRequest[] = [];
  const followed: (readonly [string, number | undefined])[] = [];
  const removed: string[] = [];
  const refused = (): Promise<never> =>
    Promise.reject(new ServiceRefused('no', { details: { status: 404, code: 'NOT_THERE' } }));
  const asked: Partial<ICompanion> = {
    health: () =>
      Promise.resolve({
        status: 'ok',
        versions: { companion: '1', worker: '1', extension: '1', node: '1' },
        problems: [],
        jobs: { running: 0, queued: 0, maxRunning: 1, maxQueued: 1 }
      }),
    list: () => Promise.resolve({ jobs, next: null }),
    samples: () => Promise.resolve({ path: 'a.samples.json', revision: '', config: {}, samples: [] }),
    form: () => Promise.resolve(EMPTY_FORM),
    request: refused,
    expectation: refused,
    text: () => Promise.resolve('{"success": true, "full": {}}'),
    start: request => {
      started.push(request);
      return Promise.resolve(jobOf({ id: '9', status: 'running' }));
    },
    remove: id => {
      removed.push(id);
      return Promise.resolve({ id });
    },
    follow: async function* (id, options) {
      followed.push([id, options?.cursor]);
      await Promise.resolve();
      yield { kind: 'job', job: jobOf({ id }) } satisfies Followed;
    },
    ...more
  };
  return { started, followed, removed, client: asked as ICompanion };
}

const session = (client: ICompanion, keep = 20): { readonly notebook: OpenNotebook; readonly runs: RunSession } => {
  const notebook = new OpenNotebook();
  return { notebook, runs: new RunSession({ panel: notebook.panel, companion: client, keptRuns: () => keep }) };
};

test('nothing is asked before somebody looks, and then the run that goes on is taken up', async () => {
  const running = jobOf({ id: '2', status: 'running', finishedAtUtc: null });
  const service = companion([jobOf({ id: '3' }), running]);
  const { runs } = session(service.client);
  expect(runs.state.service.kind).toBe('asked');
  expect(service.followed).toEqual([]);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.outcome).toBeDefined());
  expect(service.followed).toEqual([['2', 0]]);
  runs.dispose();
});

test('a run that nobody looks at is left, and taken up at its cursor', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const cursors: (number | undefined)[] = [];
  const service = companion([jobOf({ id: '2', status: 'running' })], {
    follow: async function* (_, options) {
      signals.push(options?.signal);
      cursors.push(options?.cursor);
      yield { kind: 'run', event: { kind: 'runStarted', notebook: 'a', cells: 1, cellIds: ['x'] }, cursor: 40 };
      await new Promise(done => options?.signal?.addEventListener('abort', done));
    }
  });
  const { runs } = session(service.client);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.progress?.cursor).toBe(40));
  runs.setVisible(false);
  expect(signals[0]?.aborted).toBe(true);
  runs.setVisible(true);
  await waitFor(() => expect(cursors).toEqual([0, 40]));
  runs.dispose();
  expect(signals[1]?.aborted).toBe(true);
});

test('the result of a run that is over is read once, however many events are told again', async () => {
  let read = 0;
  const service = companion([jobOf({ id: '3' })], {
    follow: async function* () {
      for (let cursor = 1; cursor <= 100; cursor += 1) {
        yield { kind: 'run', event: { kind: 'runStarted', notebook: 'a', cells: 1, cellIds: ['x'] }, cursor };
      }
      await Promise.resolve();
    },
    text: () => {
      read += 1;
      return Promise.resolve('{"success": true, "full": {}}');
    }
  });
  const { runs } = session(service.client);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.outcome).toBeDefined());
  expect(read).toBe(1);
  runs.dispose();
});

test('a run that ended while nobody looked is read when somebody does, and a result that cannot be read is no wait', async () => {
  const service = companion([jobOf({ id: '3' })], { text: () => Promise.reject(new Error('gone')) });
  const { runs } = session(service.client);
  runs.setVisible(true);
  runs.setVisible(false);
  await waitFor(() => expect(runs.state.progress).toBeDefined());
  expect(service.followed).toEqual([]);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.outcome).toEqual({ result: 'unread', expectation: undefined }));
  runs.dispose();
});

test('an unsaved notebook is sent as it is, without the outputs of the editor', async () => {
  const service = companion();
  const { runs } = session(service.client);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.service.kind).toBe('there'));
  runs.change({ data: '192.0.2.7' });
  await runs.run();
  expect(service.started).toEqual([
    {
      notebook: 'a.ipynb',
      input: { dataType: 'ip', data: '192.0.2.7', tlp: 2, pap: 2 },
      content: { cells: [{ cell_type: 'code', source: 'x', outputs: [], execution_count: null }] }
    }
  ]);
  runs.dispose();
});

test('what one has typed before the last run is known stays, and two presses start one run', async () => {
  const input = { dataType: 'domain', data: 'old.example' };
  let answer = (): void => undefined;
  const service = companion([jobOf({ id: '3' })], {
    request: () => new Promise(done => (answer = () => done({ notebook: 'a.ipynb', input })))
  });
  const { runs } = session(service.client);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.service.kind).toBe('there'));
  runs.change({ data: '192.0.2.7' });
  await waitFor(() => expect(runs.state.outcome).toBeDefined());
  answer();
  await Promise.resolve();
  expect(runs.state.form).toMatchObject({ dataType: 'ip', data: '192.0.2.7' });
  await Promise.all([runs.run(), runs.run()]);
  expect(service.started).toHaveLength(1);
  const other = session(service.client).runs;
  other.setVisible(true);
  await waitFor(() => expect(other.state.outcome).toBeDefined());
  answer();
  await waitFor(() => expect(other.state.form).toMatchObject(input));
  for (const each of [runs, other]) each.dispose();
});

test('a refusal is kept beside the form, and the next run takes it away', async () => {
  let isFull = true;
  const service = companion([], {
    start: () =>
      isFull
        ? Promise.reject(new ServiceRefused('full', { details: { status: 429, code: 'QUEUE_FULL' } }))
        : Promise.resolve(jobOf({ id: '9' }))
  });
  const { runs } = session(service.client);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.service.kind).toBe('there'));
  runs.change({ data: 'x' });
  await runs.run();
  expect(runs.state).toMatchObject({ refusal: { code: 'QUEUE_FULL' }, isStarting: false });
  isFull = false;
  await runs.run();
  expect(runs.state.refusal).toBeUndefined();
  runs.dispose();
});

test('after a run has ended older ones are deleted beyond the number of the settings', async () => {
  const service = companion(['4', '3', '2', '1'].map(id => jobOf({ id })));
  const { runs } = session(service.client, 2);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.history.map(({ id }) => id)).toEqual(['4', '3']));
  expect(service.removed).toEqual(['2', '1']);
  runs.dispose();
});

test('under another name a notebook has other runs, and what was typed stays', async () => {
  const asked: (string | undefined)[] = [];
  const service = companion([], {
    list: page => {
      asked.push(page?.notebook);
      return Promise.resolve({ jobs: [], next: null });
    }
  });
  const { notebook, runs } = session(service.client);
  runs.setVisible(true);
  await waitFor(() => expect(runs.state.service.kind).toBe('there'));
  runs.change({ data: '192.0.2.7' });
  notebook.context.localPath = 'b.ipynb';
  notebook.pathChanged.emit('b.ipynb');
  await waitFor(() => expect(asked).toEqual(['a.ipynb', 'b.ipynb']));
  expect(runs.state.form.data).toBe('192.0.2.7');
  runs.dispose();
});

test('a closed notebook ends its session, and the panel keeps no signal of it', () => {
  const notebook = new OpenNotebook();
  const tracker = { currentWidget: notebook, currentChanged: new Signal<object, NotebookPanel | null>({}) };
  const model = new RunModel({
    notebooks: tracker as unknown as INotebookTracker,
    companion: companion().client,
    keptRuns: () => 20
  });
  const told = jest.fn();
  model.changed.connect(told);
  const runs = model.session;
  expect(runs?.panel).toBe(notebook);
  tracker.currentWidget = null as unknown as OpenNotebook;
  notebook.disposed.emit();
  expect(runs?.isDisposed).toBe(true);
  expect(model.session).toBeUndefined();
  told.mockClear();
  model.dispose();
  model.dispose();
  tracker.currentChanged.emit(notebook.panel);
  notebook.cellsChanged.emit();
  notebook.modelChanged.emit();
  expect(told).not.toHaveBeenCalled();
  expect(model.session).toBeUndefined();
});
