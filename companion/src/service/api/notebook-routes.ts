import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import { readNotebook } from '../../notebook/index.js';
import { parameterForm } from '../parameter-form.js';
import { readSampleFile, writeSampleFile } from '../sample-file.js';
import {
  InspectRequestSchema,
  NotebookQuery,
  ParameterFormSchema,
  SampleFileSchema,
  SampleUpdateSchema
} from '../schemas.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

/** What is asked about a notebook without running it: its parameters, and its samples. */
export function addNotebookRoutes(app: OpenAPIHono, { root }: ApiContext): void {
  app.openapi(formRoute, async c => {
    const { path, real } = await root.notebook(c.req.valid('query').notebook);
    return c.json(parameterForm(readNotebook(await readFile(real, 'utf8'), { path }), path), 200);
  });

  app.openapi(unsavedFormRoute, async c => {
    const { notebook, content } = c.req.valid('json');
    const { path } = await root.place(notebook);
    return c.json(parameterForm(readNotebook(JSON.stringify(content), { path }), path), 200);
  });

  app.openapi(samplesRoute, async c => {
    const { notebook } = c.req.valid('query');
    return c.json(await readSampleFile(await root.samples(notebook)), 200);
  });

  app.openapi(saveSamplesRoute, async c => {
    const { notebook } = c.req.valid('query');
    return c.json(await writeSampleFile(await root.samples(notebook), c.req.valid('json')), 200);
  });
}

const formRoute = createRoute({
  method: 'get',
  path: '/parameters',
  summary: 'The form of the parameters of a saved notebook',
  request: { query: NotebookQuery },
  responses: done(ParameterFormSchema, [404, 422])
});

const unsavedFormRoute = createRoute({
  method: 'post',
  path: '/parameters',
  summary: 'The same of a notebook that is not saved',
  request: { body: { required: true, content: { 'application/json': { schema: InspectRequestSchema } } } },
  responses: done(ParameterFormSchema, [404, 415, 422])
});

const samplesRoute = createRoute({
  method: 'get',
  path: '/samples',
  summary: 'The saved inputs of a notebook and what they should find',
  request: { query: NotebookQuery },
  responses: done(SampleFileSchema, [404, 422])
});

const saveSamplesRoute = createRoute({
  method: 'put',
  path: '/samples',
  summary: 'Replace the samples of a notebook, unless they have changed',
  request: {
    query: NotebookQuery,
    body: { required: true, content: { 'application/json': { schema: SampleUpdateSchema } } }
  },
  responses: done(SampleFileSchema, [404, 409, 415, 422])
});
