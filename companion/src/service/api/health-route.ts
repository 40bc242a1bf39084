import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Health, ServiceProblem } from '../../../../src/service-api/index.js';
import { HealthQuery, HealthSchema } from '../schemas.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

/** `/health`, and `/` for the proxy, which asks there whether the service is ready. */
export function addHealthRoute(app: OpenAPIHono, context: ApiContext): void {
  app.openapi(healthRoute, async c => c.json(await healthOf(context, c.req.valid('query').extension), 200));
  app.get('/', c => c.json({ name: 'huntbook', version: context.version }));
}

async function healthOf(context: ApiContext, extension: string | undefined): Promise<Health> {
  const { version, queue, limits } = context;
  const [worker, missing] = await Promise.all([context.workerVersion(), context.diagnose()]);
  const problems = [...missing, ...skewOf({ version, worker, extension })];
  return {
    status: problems.length === 0 ? 'ok' : 'degraded',
    versions: { companion: version, worker: worker ?? null, extension: extension ?? null, node: process.version },
    problems,
    jobs: {
      running: queue.running,
      queued: queue.queued,
      maxRunning: limits.maxRunning,
      maxQueued: limits.maxQueued
    }
  };
}

type Versions = {
  readonly version: string;
  readonly worker: string | undefined;
  readonly extension: string | undefined;
};

/** An installation that was renewed while the service or the page went on: a sentence for each part that is behind. */
export function skewOf({ version, worker, extension }: Versions): readonly ServiceProblem[] {
  const problems: ServiceProblem[] = [];
  if (worker === undefined) {
    problems.push({
      code: 'worker-startable',
      message:
        'The worker cannot be started, so nothing can be run. Install Huntbook again, or look into the log of the server.'
    });
  } else if (worker !== version) {
    problems.push({
      code: 'worker-version-equal',
      message: `This service is Huntbook ${version}, and runs use ${worker}. Restart the Jupyter server.`
    });
  }
  if (extension !== undefined && extension !== version) {
    problems.push({
      code: 'extension-version-equal',
      message: `This page is Huntbook ${extension}, and the service is ${version}. Reload the page; if that does not help, restart the Jupyter server.`
    });
  }
  return problems;
}

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Versions, what is missing, and how busy the service is',
  request: { query: HealthQuery },
  responses: done(HealthSchema)
});
