import { Checkpoints, SAVE_ALWAYS } from '../../../companion/src/execution/checkpoints.js';
import { readNotebook } from '../../../companion/src/notebook/index.js';
import { cell, ScriptedKernel, type Script } from '../../support/scripted-kernel.js';
import { notebookOf, outputsOf, runNotebook } from '../../support/run-notebook.js';

describe('checkpoints', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function open(store: (text: string) => Promise<void>): {
    checkpoints: Checkpoints;
    failures: unknown[];
    texts: string[];
  } {
    const failures: unknown[] = [];
    const texts: string[] = [];
    let version = 0;
    const checkpoints = new Checkpoints({
      text: () => `version ${(version += 1)}`,
      store: text => {
        texts.push(text);
        return store(text);
      },
      onFailure: cause => failures.push(cause),
      policy: SAVE_ALWAYS
    });
    return { checkpoints, failures, texts };
  }

  it('write nothing before half a second has passed', async () => {
    const { checkpoints, texts } = open(() => Promise.resolve());
    checkpoints.touch();
    await jest.advanceTimersByTimeAsync(499);
    expect(texts).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(texts).toEqual(['version 1']);
  });

  it('turn a thousand changes into one write', async () => {
    const { checkpoints, texts } = open(() => Promise.resolve());
    for (let at = 0; at < 1_000; at += 1) checkpoints.touch();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(texts).toHaveLength(1);
  });

  it('write again at most a second after a change that came during a write, and one at a time', async () => {
    let release = (): void => undefined;
    const { checkpoints, texts } = open(() => new Promise(resolve => (release = resolve)));
    checkpoints.touch();
    await jest.advanceTimersByTimeAsync(500);
    checkpoints.touch();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(texts).toHaveLength(1);
    release();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(texts).toHaveLength(2);
  });

  it('tell of the first failure only, and go on', async () => {
    const { checkpoints, texts, failures } = open(() => Promise.reject(new Error('disk full')));
    for (let at = 0; at < 3; at += 1) {
      checkpoints.touch();
      await jest.advanceTimersByTimeAsync(1_000);
    }
    expect(texts).toHaveLength(3);
    expect(failures).toMatchObject([{ message: 'disk full' }]);
  });

  it('write nothing after they were closed, and closing waits for the write under way', async () => {
    let release = (): void => undefined;
    const { checkpoints, texts } = open(() => new Promise(resolve => (release = resolve)));
    checkpoints.touch();
    await jest.advanceTimersByTimeAsync(500);
    checkpoints.touch();
    let isClosed = false;
    const closing = checkpoints.close().then(() => (isClosed = true));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(isClosed).toBe(false);
    release();
    await closing;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(texts).toHaveLength(1);
  });
});

describe('the checkpoints of a run', () => {
  it('hold the output of a cell that is still running', async () => {
    const texts: string[] = [];
    let stored = (): void => undefined;
    const isStored = new Promise<void>(resolve => (stored = resolve));
    const slow: Script = async scene => {
      scene.print('in progress\n');
      await isStored;
      scene.reply();
      scene.idle();
    };
    const store = (text: string): Promise<void> => {
      texts.push(text);
      stored();
      return Promise.resolve();
    };
    await runNotebook(notebookOf('a', 'slow', 'c'), new ScriptedKernel({ slow }), { store });
    const checkpoint = readNotebook(texts[0] ?? '', { path: 'checkpoint' });
    expect(outputsOf(checkpoint)[1]).toMatchObject([{ text: 'in progress\n' }]);
    expect(checkpoint.cells.map(each => each.metadata['papermill'])).toMatchObject([
      { status: 'completed' },
      { status: 'running', end_time: null },
      { status: 'pending', start_time: null }
    ]);
  });

  it('are not written for a notebook of 200 trivial cells that ends at once', async () => {
    const texts: string[] = [];
    const cells = Array.from({ length: 200 }, () => 'a');
    const ran = await runNotebook(notebookOf(...cells), new ScriptedKernel({ a: cell(scene => scene.print('x')) }), {
      store: text => Promise.resolve(void texts.push(text))
    });
    expect(ran.completedCells).toBe(200);
    expect(texts.length).toBeLessThanOrEqual(1);
  });

  it('that fail are a warning and do not fail the run', async () => {
    let failed = (): void => undefined;
    const hasFailed = new Promise<void>(resolve => (failed = resolve));
    const slow: Script = async scene => {
      scene.print('x');
      await hasFailed;
      await cell()(scene);
    };
    const store = (): Promise<void> => {
      failed();
      return Promise.reject(new Error('disk full of s3cret'));
    };
    const redact = (text: string): string => text.replaceAll('s3cret', '***');
    const ran = await runNotebook(notebookOf('slow'), new ScriptedKernel({ slow }), { store, redact });
    expect(ran.status).toBe('completed');
    expect(ran.problems).toMatchObject([
      { code: 'checkpoint-stored', message: 'The notebook could not be stored while it ran: disk full of ***' }
    ]);
  });

  it('that hang do not hang the run', async () => {
    let started = (): void => undefined;
    const hasStarted = new Promise<void>(resolve => (started = resolve));
    const slow: Script = async scene => {
      scene.print('x');
      await hasStarted;
      await cell()(scene);
    };
    const store = (): Promise<void> => {
      started();
      return new Promise(() => undefined);
    };
    const ran = await runNotebook(notebookOf('slow'), new ScriptedKernel({ slow }), { store });
    expect(ran.status).toBe('completed');
  });
});
