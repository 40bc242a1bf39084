import { LIMITS } from '../defaults.js';

/** An answer of the REST API: JSON as text, so that events go out as they stand in their file, or a page. */
export type Answer = {
  readonly status: number;
  readonly type: 'json' | 'html';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export function json(value: unknown, status = 200): Answer {
  return { status, type: 'json', body: JSON.stringify(value) };
}

/** JSON that is text already. */
export function jsonText(body: string): Answer {
  return { status: 200, type: 'json', body };
}

/** What a user asked wrongly; thrown by the parts of an endpoint, sent as it is. */
export class RefusedRequest extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('The request was refused.');
    this.answer = answer;
  }
}

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;

/** As Django answers what it does not handle. */
export const SERVER_ERROR: Answer = { status: 500, type: 'html', body: page('Server Error (500)', '') };
export const NOT_FOUND: Answer = {
  status: 404,
  type: 'html',
  body: page('Not Found', 'The requested resource was not found on this server.')
};

/** As Scirius answers when its engine refuses. The reason, which Scirius drops, goes into a header. */
export function engineFailure(reason: string, type = 'search_phase_execution_exception'): Answer {
  return failure(reason, `ES transport error: 400 ${type}`);
}

/** As Scirius answers when its engine takes too long. */
export function engineTimeout(reason: string): Answer {
  return failure(reason, 'ES connection timeout');
}

function failure(reason: string, what: string): Answer {
  const headers = { 'X-Huntbook-Reason': encodeURIComponent(reason) };
  return { ...json({ detail: `ES failure: ${what}` }, 500), headers };
}

export function serverError(): RefusedRequest {
  return new RefusedRequest(SERVER_ERROR);
}

export function badEngineRequest(reason: string, type?: string): RefusedRequest {
  return new RefusedRequest(engineFailure(reason, type));
}

/** As the engine refuses an answer of more parts than it makes; it says 503 of itself. */
export function checkBuckets(count: number): void {
  if (count <= LIMITS.allBuckets) return;
  const reason = `More than ${LIMITS.allBuckets} buckets: ask for a shorter range, a longer interval or fewer values.`;
  throw new RefusedRequest(failure(reason, 'ES transport error: 503 too_many_buckets_exception'));
}

/** As the REST framework answers for a parameter that is missing or wrong. */
export function badParameter(name: string, message: string): RefusedRequest {
  return new RefusedRequest(json({ [name]: [message] }, 400));
}

export function requiredParameter(name: string): RefusedRequest {
  return badParameter(name, 'This field is required.');
}
