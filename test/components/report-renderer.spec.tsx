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
