import { OpenAPIHono } from '@hono/zod-openapi';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isFailure } from '../../../../src/failure.js';
import { MethodUnknown, NotThere, RequestInvalid } from '../failures.js';
import { requestInvalid } from './checked.js';
import { addChartRoute } from './chart-route.js';
import { addCompareRoutes } from './compare-routes.js';
import type { ApiContext } from './context.js';
import { errorAnswer } from './error-answer.js';
import { addEventRoutes } from './event-routes.js';
import { addHealthRoute } from './health-route.js';
import { addJobRoutes } from './job-routes.js';
import { addNotebookRoutes } from './notebook-routes.js';
import { addRequestRoutes } from './request-routes.js';
import { addResultRoutes } from './result-routes.js';
import { addTrialRoute } from './trial-route.js';

/** The routes of the service as a function from request to answer; credentials are gone before it is asked. */
export function createApp(context: ApiContext): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: result => {
      if (!result.success) throw requestInvalid(result.error);
    }
  });
  const parts = [
    ...[addHealthRoute, addJobRoutes, addEventRoutes, addResultRoutes, addCompareRoutes, addNotebookRoutes],
    ...[addRequestRoutes, addTrialRoute, addChartRoute]
  ];
  for (const add of parts) add(app, context);
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Huntbook companion service', version: context.version, description: DESCRIPTION }
  });
  app.notFound(c => {
    const { status, body } = errorAnswer(unknownAddress(app, c.req.path, c.req.method));
    return c.json(body, status as ContentfulStatusCode);
  });
  app.onError((error, c) => {
    const failure = isMalformedJson(error) ? new RequestInvalid('The body is not valid JSON.') : error;
    if (!isFailure(failure)) context.report(failure);
    const { status, body } = errorAnswer(failure);
    return c.json(body, status as ContentfulStatusCode);
  });
  return app;
}

const DESCRIPTION =
  'Runs playbooks as Cortex would and keeps what they found. Every answer is JSON, or a stream of server-sent events. ' +
  'Whatever changes something needs the header X-Huntbook or X-XSRFToken.';

/** What hono throws for a body that cannot be parsed; it is the only HTTP error that it makes by itself. */
function isMalformedJson(error: Error): boolean {
  return 'status' in error && error.status === 400;
}

function unknownAddress(app: OpenAPIHono, path: string, method: string): MethodUnknown | NotThere {
  const others = app.routes
    .filter(route => route.method !== 'ALL' && fits(route.path, path))
    .map(route => route.method);
  if (others.length === 0)
    return new NotThere('There is nothing at this address.', { hint: 'openapi.json lists what there is.' });
  return new MethodUnknown(`This address knows no ${method.slice(0, 20)}.`, {
    hint: `It knows ${[...new Set(others)].join(', ')}.`
  });
}

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
  );
}
