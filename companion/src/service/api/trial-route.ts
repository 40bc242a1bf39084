import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { TrialCellSchema, TrialRequestSchema } from '../schemas.js';
import { trialCellSource } from '../trial-cell.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

/** `/trial-cell`: what the worker would inject, for trying a notebook in its editor. */
export function addTrialRoute(app: OpenAPIHono, { root }: ApiContext): void {
  app.openapi(trialRoute, async c => {
    const request = c.req.valid('json');
    const { path } = await root.place(request.notebook);
    return c.json({ source: trialCellSource({ ...request, notebook: path }) }, 200);
  });
}

const trialRoute = createRoute({
  method: 'post',
  path: '/trial-cell',
  summary: 'The source of the cell by which the worker would set an observable',
  description: 'A file is named by its path from the folder of the notebook, where the kernel of the editor runs.',
  request: { body: { required: true, content: { 'application/json': { schema: TrialRequestSchema } } } },
  responses: done(TrialCellSchema, [404, 415, 422])
});
