import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import type { Comparison } from '../../../../src/service-api/index.js';
import { compareResults, expectationOf, foundResults, type Expected, type FoundResults } from '../../samples/index.js';
import { JobUnfinished, NotThere } from '../failures.js';
import { isFinished } from '../jobs/job-record.js';
import { readSampleFile } from '../sample-file.js';
import { CompareQuery, ComparisonSchema, JobIdParams } from '../schemas.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

/** Two runs side by side, and a run beside what its sample expects. */
export function addCompareRoutes(app: OpenAPIHono, context: ApiContext): void {
  app.openapi(compareRoute, async c => {
    const [before, after] = await Promise.all([
      foundBy(context, c.req.valid('query').with),
      foundBy(context, c.req.valid('param').id)
    ]);
    return c.json(comparison(expectationOf(before), after), 200);
  });

  app.openapi(expectedRoute, async c => {
    const { id } = c.req.valid('param');
    const { sample: name, notebook } = context.store.read(id);
    const { samples } = await readSampleFile(await context.root.samples(notebook));
    const sample = samples.find(each => each.name === name);
    if (sample === undefined) {
      throw new NotThere('The run has no sample to be compared with.', { hint: 'Was the sample renamed or deleted?' });
    }
    return c.json(comparison(sample.expected, await foundBy(context, id)), 200);
  });
}

function comparison(expected: Expected, found: FoundResults): Comparison {
  const differences = compareResults(expected, found);
  return { isEqual: differences.length === 0, differences };
}

/**
 * What a run found that has ended.
 * @throws JOB_UNFINISHED, NOT_THERE
 */
export async function foundBy({ store }: ApiContext, id: string): Promise<FoundResults> {
  if (!isFinished(store.read(id)))
    throw new JobUnfinished('The run has not ended yet.', { hint: 'Follow its events.' });
  const text = await readFile(store.folder(id).result, 'utf8').catch(() => undefined);
  if (text === undefined) throw new NotThere('The run has no result: its worker left no answer.');
  return foundResults(JSON.parse(text));
}

const compareRoute = createRoute({
  method: 'get',
  path: '/jobs/{id}/comparison',
  summary: 'What a run found that another did not, and the other way round',
  description: '`missing` was found by the run named in `with` alone, `unexpected` by this one alone.',
  request: { params: JobIdParams, query: CompareQuery },
  responses: done(ComparisonSchema, [404, 409])
});

const expectedRoute = createRoute({
  method: 'get',
  path: '/jobs/{id}/expectation',
  summary: 'Where a run differs from what its sample expects',
  request: { params: JobIdParams },
  responses: done(ComparisonSchema, [404, 409, 422])
});
