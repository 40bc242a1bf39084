import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import { z } from '@hono/zod-openapi';
import type { EventPage, JobEvent } from '../../../../src/service-api/index.js';
import { QueueFull } from '../failures.js';
import { watchFolder } from '../jobs/folder-watch.js';
import { isFinished } from '../jobs/job-record.js';
import { readJournal } from '../jobs/journal.js';
import { EventPageSchema, EventQuery, JobIdParams } from '../schemas.js';
import { checked } from './checked.js';
import type { ApiContext } from './context.js';
import { errors } from './responses.js';

/** The proxy of Jupyter streams for exactly this value, and for no other. */
const STREAM = 'text/event-stream';

/** What happens in a run, as a stream or page by page. A run never waits for its readers, and never ends with them. */
export function addEventRoutes(app: OpenAPIHono, context: ApiContext): void {
  const { store, limits } = context;
  let readers = 0;
  app.openAPIRegistry.registerPath(eventRoute);
  app.on('GET', eventRoute.getRoutingPath(), async c => {
    const { id } = checked(JobIdParams, c.req.param());
    const { cursor = 0, waitMs = 0 } = checked(EventQuery, c.req.query());
    store.read(id);
    // A cursor that is none is an answer of its own, not an event of a stream that has begun.
    await readJournal(store.folder(id).events, cursor);
    const isStream = c.req.header('accept') === STREAM;
    // Nobody reads the body of an answer to HEAD, so a stream would wait for its reader for ever.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': isStream ? STREAM : 'application/json' });
    if (readers >= limits.maxReaders) {
      throw new QueueFull('Too many readers follow runs.', { hint: 'Close some pages, or ask without waiting.' });
    }
    readers += 1;
    const leave = (): void => void (readers -= 1);
    if (isStream) return openStream(c, { ...context, id, cursor, leave });
    try {
      return c.json(await nextPage(context, { id, cursor, waitMs: Math.min(waitMs, limits.maxWaitMs) }), 200);
    } finally {
      leave();
    }
  });
}

type PageRequest = { readonly id: string; readonly cursor: number; readonly waitMs: number };

/** The next events; when there are none yet, it waits for the first, or for another state of the run. */
async function nextPage({ store, signal }: ApiContext, { id, cursor, waitMs }: PageRequest): Promise<EventPage> {
  const folder = store.folder(id);
  using watch = watchFolder(folder.path);
  const endMs = performance.now() + waitMs;
  const before = store.read(id).status;
  for (;;) {
    // The state first: what a run that has ended put down is all there then.
    const record = store.read(id);
    const page = await readJournal(folder.events, cursor);
    const isEnd = page.isAtEnd && isFinished(record);
    const leftMs = endMs - performance.now();
    if (page.lines.length > 0 || isEnd || record.status !== before || leftMs <= 0 || signal.aborted) {
      // Ours: the worker wrote each line, whole.
      const events = page.lines.map(({ text }) => JSON.parse(text) as JobEvent);
      return { job: store.job(record), events, cursor: page.cursor, isEnd };
    }
    await watch.next(leftMs, signal);
  }
}

type StreamContext = ApiContext & { readonly id: string; readonly cursor: number; readonly leave: () => void };

/**
 * Server-sent events: `job` (how the run goes, whenever that changes), `run` (an event of the worker; the id is the
 * cursor after it), and at last `end`, or `more` when the stream ends before the run does: the reader comes back with
 * the cursor. So no stream lives for ever, whose reader may have gone without a word.
 */
function openStream(c: Context, context: StreamContext): Response {
  return streamSSE(c, async stream => {
    try {
      await fillStream(stream, context);
    } catch (error) {
      // Deleted while it was read, or a reader that hung up: the head of the answer is long gone.
      if (!stream.aborted && !stream.closed) context.report(error);
    } finally {
      context.leave();
    }
  });
}

async function fillStream(
  stream: SSEStreamingApi,
  { store, limits, signal, id, cursor: start }: StreamContext
): Promise<void> {
  const folder = store.folder(id);
  using watch = watchFolder(folder.path);
  const endMs = performance.now() + limits.streamMs;
  const aborted = new AbortController();
  stream.onAbort(() => aborted.abort());
  const gone = AbortSignal.any([signal, aborted.signal]);
  let cursor = start;
  let bytes = 0;
  let told = '';
  let beatMs = performance.now();
  for (;;) {
    const record = store.read(id);
    const page = await readJournal(folder.events, cursor);
    const job = JSON.stringify(store.job(record));
    const state = `${record.status} ${String(record.isCancelAsked)}`;
    if (state !== told) await stream.writeSSE({ event: 'job', data: job });
    told = state;
    for (const line of page.lines) await stream.writeSSE({ event: 'run', id: String(line.cursor), data: line.text });
    bytes += page.cursor - cursor;
    cursor = page.cursor;
    if (page.isAtEnd && isFinished(record)) return stream.writeSSE({ event: 'end', data: job });
    if (gone.aborted) return;
    if (performance.now() >= endMs || bytes >= limits.streamBytes) {
      return stream.writeSSE({ event: 'more', data: JSON.stringify({ cursor }) });
    }
    if (!page.isAtEnd) continue;
    if (performance.now() - beatMs >= limits.heartbeatMs) {
      beatMs = performance.now();
      await stream.write(': still here\n\n');
    }
    await watch.next(endMs - performance.now(), gone);
  }
}

const eventRoute = createRoute({
  method: 'get',
  path: '/jobs/{id}/events',
  summary: 'What happens in a run, from a cursor on',
  description:
    'With "Accept: text/event-stream" a stream of the events job, run, more and end; otherwise one page, for which ' +
    '`waitMs` waits. A stream ends itself with `more` by time and size: come back with its cursor.',
  request: { params: JobIdParams, query: EventQuery },
  responses: {
    200: {
      description: 'Events.',
      content: { 'application/json': { schema: EventPageSchema }, [STREAM]: { schema: z.string() } }
    },
    ...errors([404, 429])
  }
});
