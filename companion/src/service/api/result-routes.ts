import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { JobUnfinished, NotThere } from '../failures.js';
import { isMissing } from '../is-missing.js';
import type { JobFolder } from '../jobs/job-folder.js';
import { executedNotebook, isFinished } from '../jobs/job-record.js';
import { readTextPage } from '../jobs/text-page.js';
import { JobIdParams, PageQuery, TextPageSchema } from '../schemas.js';
import type { ApiContext } from './context.js';
import { done } from './responses.js';

type Part = {
  readonly summary: string;
  readonly pathOf: (folder: JobFolder) => string | undefined;
  /** Why a run that has ended can have none. */
  readonly absent: string;
};

/** What is kept of a run, each a text that is read in pieces: the proxy holds whole answers in memory. */
const PARTS = {
  result: {
    summary: "The worker's output.json, in pieces",
    pathOf: folder => folder.result,
    absent: 'The run has no result: its worker left no answer.'
  },
  report: {
    summary: 'The report as the fragment that goes to TheHive, in pieces',
    pathOf: folder => folder.report,
    absent: 'The run has no report: it failed, is one of a responder, or its HTML was switched off.'
  },
  notebook: {
    summary: 'The executed notebook, in pieces',
    pathOf: executedNotebook,
    absent: 'The run has no executed notebook: it ended before a cell did.'
  }
} as const satisfies Readonly<Record<string, Part>>;

/** `/jobs/{id}/result`, `/report` and `/notebook`. */
export function addResultRoutes(app: OpenAPIHono, { store, limits }: ApiContext): void {
  for (const [name, part] of Object.entries<Part>(PARTS)) {
    const route = createRoute({
      method: 'get',
      path: `/jobs/{id}/${name}`,
      summary: part.summary,
      request: { params: JobIdParams, query: PageQuery },
      responses: done(TextPageSchema, [404, 409])
    });
    app.openapi(route, async c => {
      const { id } = c.req.valid('param');
      const record = store.read(id);
      if (!isFinished(record)) throw new JobUnfinished('The run has not ended yet.', { hint: 'Follow its events.' });
      const path = part.pathOf(store.folder(id));
      const { offset = 0, limitBytes = limits.pageBytes } = c.req.valid('query');
      const range = { offset, limitBytes: Math.min(limitBytes, limits.maxPageBytes) };
      const page = path === undefined ? undefined : await readTextPage(path, range).catch(ifMissing);
      if (page === undefined) throw new NotThere(part.absent, { hint: 'The error of the run says more.' });
      return c.json(page, 200);
    });
  }
}

function ifMissing(error: unknown): undefined {
  if (isMissing(error)) return undefined;
  throw error;
}
