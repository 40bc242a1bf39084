import type { IDisposable } from '@lumino/disposable';
import type { ReportAnswer, ReportRequest } from './report-request.js';

/** Renders reports beside the page: typing and scrolling stay smooth while megabytes are worked on. Disposed by its owner. */
export interface ReportRenderer extends IDisposable {
  /** Whether the text of the last request is still there, so that the next one can do without. */
  readonly holdsText: boolean;
  /** What came of the request. Requests that are still open when the renderer is disposed are never answered. */
  render(request: Omit<ReportRequest, 'id'>): Promise<ReportAnswer>;
}

/** A renderer in a Web Worker of its own; a worker that dies is replaced at the next request, and its text is gone. */
export class WorkerRenderer implements ReportRenderer {
  readonly #makeWorker: () => Worker;
  readonly #open = new Map<number, (answer: ReportAnswer) => void>();
  #worker: Worker | undefined;
  #holdsText = false;
  #lastId = 0;
  #isDisposed = false;

  constructor(makeWorker: () => Worker = makeReportWorker) {
    this.#makeWorker = makeWorker;
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  get holdsText(): boolean {
    return this.#holdsText;
  }

  render(request: Omit<ReportRequest, 'id'>): Promise<ReportAnswer> {
    const id = (this.#lastId += 1);
    return new Promise(resolve => {
      if (this.#isDisposed) return;
      this.#open.set(id, resolve);
      try {
        this.#worker ??= this.#start();
        this.#holdsText ||= request.text !== undefined;
        this.#worker.postMessage({ ...request, id } satisfies ReportRequest);
      } catch (error) {
        this.#open.delete(id);
        resolve({ id, kind: 'failed', message: String(error) });
      }
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
      this.#holdsText = false;
      // A script that cannot be fetched is told by an event without a message.
      const message = (event.message as string | undefined) ?? NOT_LOADED;
      for (const [id, resolve] of this.#open) resolve({ id, kind: 'failed', message });
      this.#open.clear();
    };
    return worker;
  }
}

const NOT_LOADED =
  'What renders reports could not be loaded. Reload the page; the server can have been updated or ended.';

function makeReportWorker(): Worker {
  return new Worker(new URL('./report-worker.js', import.meta.url));
}
