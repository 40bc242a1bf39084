import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Job, JobList } from '../../../../src/service-api/index.js';
import { JobUnfinished } from '../failures.js';
import { makeJob } from '../jobs/make-job.js';
import { isFinished } from '../jobs/job-record.js';
import { DeletedSchema, JobIdParams, JobListSchema, JobRequestSchema, JobSchema, ListQuery } from '../schemas.js';
import type { ApiContext } from './context.js';
import { done, takenIn } from './responses.js';

const MAX_LISTED = 100;
const DEFAULT_LISTED = 20;

/** Runs: start, list, look at, cancel, delete. */
export function addJobRoutes(app: OpenAPIHono, context: ApiContext): void {
  const { store, queue } = context;

  app.openapi(startRoute, async c => {
    const request = c.req.valid('json');
    const id = await queue.submit(() => makeJob(request, { ...context, owner: queue.owner }));
    return c.json(store.job(store.read(id)), 202);
  });

  app.openapi(listRoute, c => c.json(listJobs(context, c.req.valid('query')), 200));

  app.openapi(oneRoute, c => c.json(jobOf(context, c.req.valid('param').id), 200));

  app.openapi(cancelRoute, c => c.json(store.job(queue.cancel(c.req.valid('param').id)), 202));

  app.openapi(deleteRoute, async c => {
    const { id } = c.req.valid('param');
    if (!isFinished(store.read(id))) {
      throw new JobUnfinished('A run that has not ended cannot be deleted.', { hint: 'Cancel it first.' });
    }
    await store.remove(id);
    return c.json({ id }, 200);
  });
}

function jobOf({ store }: ApiContext, id: string): Job {
  return store.job(store.read(id));
}

function listJobs(
  { store }: ApiContext,
  query: {
    readonly notebook?: string | undefined;
    readonly before?: string | undefined;
    readonly limit?: number | undefined;
  }
): JobList {
  const { notebook, before, limit = DEFAULT_LISTED } = query;
  const wanted = store
    .list()
    .filter(
      record => (notebook === undefined || record.notebook === notebook) && (before === undefined || record.id < before)
    );
  const page = wanted.slice(0, Math.max(1, Math.min(limit, MAX_LISTED)));
  const next = page.length < wanted.length ? (page.at(-1)?.id ?? null) : null;
  return { jobs: page.map(record => store.job(record)), next };
}

const startRoute = createRoute({
  method: 'post',
  path: '/jobs',
  summary: 'Run a copy of a notebook as Cortex would',
  request: { body: { required: true, content: { 'application/json': { schema: JobRequestSchema } } } },
  responses: takenIn(JobSchema, [404, 415, 429, 503])
});

const listRoute = createRoute({
  method: 'get',
  path: '/jobs',
  summary: 'Runs, newest first; of one notebook when it is named',
  request: { query: ListQuery },
  responses: done(JobListSchema)
});

const oneRoute = createRoute({
  method: 'get',
  path: '/jobs/{id}',
  summary: 'How a run goes',
  request: { params: JobIdParams },
  responses: done(JobSchema, [404])
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/jobs/{id}/cancel',
  summary: 'End a run; what was found until then is kept',
  request: { params: JobIdParams },
  responses: takenIn(JobSchema, [404, 415])
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/jobs/{id}',
  summary: 'Delete a run that has ended, with all that is kept of it',
  request: { params: JobIdParams },
  responses: done(DeletedSchema, [404, 409, 415])
});
