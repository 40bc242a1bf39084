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

/** Whether it is worth while to ask again. By code, for two copies of a bundle break `instanceof`. */
export function isPassing(error: unknown): error is Error {
  if (!isFailure(error)) return false;
  if (error.code === 'SERVICE_ABSENT') return true;
  const { details } = error;
  const status = typeof details === 'object' && details !== null && 'status' in details ? details.status : undefined;
  return error.code === 'SERVICE_REFUSED' && typeof status === 'number' && PASSING_STATUS.has(status);
}
