import { WorkerRenderer } from '../../src/lab/report-viewer/report-renderer.js';
import type { ReportRequest } from '../../src/lab/report-viewer/report-request.js';

/** A worker that never answers, and dies when the test says so. */
class MuteWorker extends EventTarget implements Worker {
  onmessage: Worker['onmessage'] = null;
  onmessageerror: Worker['onmessageerror'] = null;
  onerror: Worker['onerror'] = null;
  readonly texts: (string | undefined)[] = [];
  isTerminated = false;
  postMessage(request: ReportRequest): void {
    this.texts.push(request.text);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  die(message: string): void {
    this.onerror?.(new ErrorEvent('error', { message }));
  }
  /** Browsers tell a script that cannot be fetched by an event without a message. */
  failToLoad(): void {
    if (this.onerror !== null) Reflect.apply(this.onerror, this, [new Event('error')]);
  }
}

const REQUEST = { code: 'collapse', target: 'fragment', title: 'x' } as const;

function scene(): { workers: MuteWorker[]; renderer: WorkerRenderer } {
  const workers: MuteWorker[] = [];
  const renderer = new WorkerRenderer(() => {
    const worker = new MuteWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, renderer };
}

test('a worker that dies answers what is open with its reason, is replaced, and its text is known no more', async () => {
  const { workers, renderer } = scene();
  const first = renderer.render({ ...REQUEST, text: 'a' });
  expect(renderer.holdsText).toBe(true);
  workers[0]?.die('no memory');
  expect(await first).toMatchObject({ kind: 'failed', message: 'no memory' });
  expect([workers[0]?.isTerminated, renderer.holdsText]).toEqual([true, false]);
  void renderer.render({ ...REQUEST, text: 'b' });
  expect(workers.map(({ texts }) => texts)).toEqual([['a'], ['b']]);
  renderer.dispose();
  expect(workers[1]?.isTerminated).toBe(true);
});

test('a worker that cannot be loaded or made is a failure with a reason', async () => {
  const { workers, renderer } = scene();
  const first = renderer.render({ ...REQUEST, text: 'a' });
  workers[0]?.failToLoad();
  expect(await first).toMatchObject({ kind: 'failed', message: expect.stringContaining('Reload the page') as string });
  const none = new WorkerRenderer(() => {
    throw new Error('not allowed here');
  });
  expect(await none.render({ ...REQUEST, text: 'a' })).toMatchObject({
    kind: 'failed',
    message: 'Error: not allowed here'
  });
});
