import type { VegaSpec } from '../../../src/charts/index.js';
import { CHART_BUDGET } from './budget.js';
import { ChartProcess } from './chart-process.js';
import type { DrawReply } from './drawing.js';
import { requestText } from './request-text.js';

/** A process that nobody asks for this long is ended: it takes a hundred megabytes. */
const IDLE_MS = 30_000;

/** Draws single charts as they come, one after the other, in one process that ends when it is idle. Disposed by its owner. */
export class ChartDrawer implements Disposable {
  readonly #process: ChartProcess;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(program?: string) {
    this.#process = new ChartProcess(program);
  }

  /** How many charts wait or are drawn. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The drawing, within what one chart may cost, or why there is none. Never rejects. */
  draw(chart: VegaSpec, signal: AbortSignal): Promise<DrawReply> {
    clearTimeout(this.#idle);
    this.#waiting += 1;
    const drawn = this.#last.then(() => this.#draw(chart, signal));
    this.#last = drawn;
    return drawn.finally(() => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#idle = setTimeout(() => this[Symbol.dispose](), IDLE_MS).unref();
    });
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#idle);
    this.#process[Symbol.dispose]();
  }

  async #draw(chart: VegaSpec, signal: AbortSignal): Promise<DrawReply> {
    const request = requestText({ ...chart, maxLength: CHART_BUDGET.drawingLength });
    if (typeof request !== 'string') return request;
    return this.#process.draw(request, { timeoutMs: CHART_BUDGET.chartMs, signal });
  }
}
