import { Failure } from '../../../src/failure.js';

/** A file of events cannot be read: missing, a folder, not readable, or no longer what it was. */
export class EventsUnreadable extends Failure {
  readonly code = 'EVENTS_UNREADABLE';
}

/** The embedded Scirius cannot start: its library, its cache folder, its port or its certificate is not to be had. */
export class ServeFailed extends Failure {
  readonly code = 'SERVE_FAILED';
}

/** A query of the embedded Scirius took too long and was ended. */
export class QueryTooLong extends Failure {
  readonly code = 'QUERY_TOO_LONG';
}
