import type { IDisposable } from '@lumino/disposable';
import type { ReportAnswer, ReportRequest } from './report-request.js';

/** Renders reports beside the page: typing and scrolling stay smooth while megabytes are worked on. Disposed by its owner. */
export interface ReportRenderer extends IDisposable {
  /** What came of the request. Requests that are still open when the renderer is disposed are never answered. */
  render(request: Omit<ReportRequest, 'id'>): Promise<ReportAnswer>;
}

/** A renderer in a Web Worker of its own; a worker that dies is replaced at the next request that brings a text. */
export class WorkerRenderer implements ReportRenderer {
  readonly #makeWorker: () => Worker;
  readonly #open = new Map<number, (answer: ReportAnswer) => void>();
  #worker: Worker | undefined;
  #lastId = 0;
  #isDisposed = false;

  constructor(makeWorker: () => Worker = makeReportWorker) {
    this.#makeWorker = makeWorker;
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  render(request: Omit<ReportRequest, 'id'>): Promise<ReportAnswer> {
    const id = (this.#lastId += 1);
    return new Promise(resolve => {
      if (this.#isDisposed) return;
      this.#open.set(id, resolve);
      this.#worker ??= this.#start();
      this.#worker.postMessage({ ...request, id } satisfies ReportRequest);
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#worker?.terminate();
    this.#open.clear();
  }

  #start(): Worker {
    const worker = this.#makeWorker();
    worker.onmessage = (event: MessageEvent<ReportAnswer>) => {
      this.#open.get(event.data.id)?.(event.data);
      this.#open.delete(event.data.id);
    };
    worker.onerror = event => {
      worker.terminate();
      this.#worker = undefined;
      for (const [id, resolve] of this.#open) resolve({ id, kind: 'failed', message: event.message });
      this.#open.clear();
    };
    return worker;
  }
}

function makeReportWorker(): Worker {
  return new Worker(new URL('./report-worker.js', import.meta.url));
}
