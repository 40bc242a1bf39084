/// <reference lib="webworker" />
import { readNotebookText, type ReadNotebook } from './read-notebook.js';
import { describeReport } from './render.js';
import type { ReportAnswer, ReportRequest } from './report-request.js';

/** The program of the worker: one notebook at a time, the last text that came. Requests are answered in their order. */
let read: ReadNotebook = { kind: 'unreadable', reason: 'empty', detail: '' };
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<ReportRequest>) => {
  queue = queue.then(async () => self.postMessage(await answer(event.data)));
});

async function answer({ id, text, ...options }: ReportRequest): Promise<ReportAnswer> {
  try {
    if (text !== undefined) read = readNotebookText(text);
    if (read.kind === 'unreadable') return { id, ...read };
    return { id, kind: 'rendered', report: await describeReport(read, options) };
  } catch (error) {
    // Rendering is total, so this is a lack of memory or a defect: the page says so instead of staying empty.
    return { id, kind: 'failed', message: String(error) };
  }
}
