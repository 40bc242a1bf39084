import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { KeptRequest, ServiceSample } from '../../../../src/service-api/index.js';
import { expectationOf, readSamplesOrNone, withSample, writeSamples } from '../../samples/index.js';
import { NotThere } from '../failures.js';
import { readSampleFile } from '../sample-file.js';
import { JobIdParams, KeptRequestSchema, SampleFileSchema, SampleFromRunSchema } from '../schemas.js';
import { foundBy } from './compare-routes.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

/** What a run was asked for, and the sample that it makes. */
export function addRequestRoutes(app: OpenAPIHono, context: ApiContext): void {
  app.openapi(requestRoute, async c => c.json(await requestOf(context, c.req.valid('param').id), 200));

  app.openapi(sampleRoute, async c => {
    const { id } = c.req.valid('param');
    const { name } = c.req.valid('json');
    const [request, found] = await Promise.all([requestOf(context, id), foundBy(context, id)]);
    const file = await context.root.samples(request.notebook);
    const sample = sampleOf(request, { name, expected: expectationOf(found) });
    await writeSamples(file.real, withSample(await readSamplesOrNone(file.real), sample));
    return c.json(await readSampleFile(file), 200);
  });
}

async function requestOf({ store }: ApiContext, id: string): Promise<KeptRequest> {
  store.read(id);
  const text = await readFile(store.folder(id).request, 'utf8').catch(() => undefined);
  // Ours: written whole when the run was taken in.
  if (text !== undefined) return JSON.parse(text) as KeptRequest;
  throw new NotThere('What the run was asked for is not there.', { hint: 'Was it deleted in this moment?' });
}

/** The file of an observable is named from the folder of the samples, which is that of the notebook. */
function sampleOf(
  { notebook, input: { file, ...input } }: KeptRequest,
  more: Pick<ServiceSample, 'name' | 'expected'>
): ServiceSample {
  const path = file === undefined ? {} : { file: posix.relative(posix.dirname(notebook), file) };
  return { ...more, input, ...path };
}

const requestRoute = createRoute({
  method: 'get',
  path: '/jobs/{id}/request',
  summary: 'What a run was asked for, without the notebook and without secrets',
  request: { params: JobIdParams },
  responses: done(KeptRequestSchema, [404])
});

const sampleRoute = createRoute({
  method: 'post',
  path: '/jobs/{id}/sample',
  summary: 'Save the input of a run, and what it found, as a sample of its notebook',
  request: {
    params: JobIdParams,
    body: { required: true, content: { 'application/json': { schema: SampleFromRunSchema } } }
  },
  responses: done(SampleFileSchema, [404, 409, 415, 422])
});
