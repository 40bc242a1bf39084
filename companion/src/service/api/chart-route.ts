import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { ChartDrawing } from '../../../../src/service-api/index.js';
import { reasonOf } from '../../materialise/index.js';
import { QueueFull } from '../failures.js';
import { ChartDrawingSchema, ChartRequestSchema } from '../schemas.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

/** `/charts`: the picture that a run would put beside a Vega chart, for the preview. It travels as JSON and is no page. */
export function addChartRoute(app: OpenAPIHono, { charts, limits, signal }: ApiContext): void {
  app.openapi(chartRoute, async c => {
    if (charts.waiting >= limits.maxCharts) {
      throw new QueueFull('As many charts wait as may wait.', { hint: 'Ask again when some are drawn.' });
    }
    const reply = await charts.draw(c.req.valid('json'), signal);
    const drawing: ChartDrawing =
      'svg' in reply ? { svg: reply.svg, reason: null } : { svg: null, reason: reasonOf(reply) };
    return c.json(drawing, 200);
  });
}

const chartRoute = createRoute({
  method: 'post',
  path: '/charts',
  summary: 'Draw a Vega or Vega-Lite chart as the worker does, without fetching anything',
  description: 'A chart that cannot be drawn is no error: `svg` is null then, and `reason` says why.',
  request: { body: { required: true, content: { 'application/json': { schema: ChartRequestSchema } } } },
  responses: done(ChartDrawingSchema, [415, 429])
});
