import { Failure } from '../failure.js';

/** The service answered with an error; `details.code` is the code it gave, `details.status` the HTTP status. */
export class ServiceRefused extends Failure<{ readonly status: number; readonly code: string }> {
  readonly code = 'SERVICE_REFUSED';
}

/** Nobody answered, or somebody who is not the service: the server is gone, or has no jupyter-server-proxy. */
export class ServiceAbsent extends Failure<{ readonly status: number }> {
  readonly code = 'SERVICE_ABSENT';
}
