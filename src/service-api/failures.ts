import { Failure, isFailure } from '../failure.js';

/** The service answered with an error; `details.code` is the code it gave, `details.status` the HTTP status. */
export class ServiceRefused extends Failure<{ readonly status: number; readonly code: string }> {
  readonly code = 'SERVICE_REFUSED';
}

/** Nobody answered, or somebody who is not the service: the server is gone, or has no jupyter-server-proxy. */
export class ServiceAbsent extends Failure<{ readonly status: number }> {
  readonly code = 'SERVICE_ABSENT';
}

/** The service did not answer in time; it may still do what it was asked. */
export class ServiceSlow extends Failure {
  readonly code = 'SERVICE_SLOW';
}

/** Too many readers, or a service that starts, ends or had an accident: what may be gone at the next try. */
const PASSING_STATUS: ReadonlySet<number> = new Set([429, 500, 503]);

/** A login that ran out, and a server without the proxy: nothing of that passes by itself. */
const LASTING_STATUS: ReadonlySet<number> = new Set([302, 401, 403, 404]);

/** Whether it is worth while to ask again. By code, for two copies of a bundle break `instanceof`. */
export function isPassing(error: unknown): error is Error {
  if (!isFailure(error)) return false;
  const { details } = error;
  const given = typeof details === 'object' && details !== null && 'status' in details ? details.status : undefined;
  const status = typeof given === 'number' ? given : 0;
  if (error.code === 'SERVICE_ABSENT') return !LASTING_STATUS.has(status);
  return error.code === 'SERVICE_REFUSED' && PASSING_STATUS.has(status);
}
