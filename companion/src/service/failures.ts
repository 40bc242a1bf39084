import { Failure } from '../../../src/failure.js';

/** A request to the service is not what its OpenAPI document describes. */
export class RequestInvalid extends Failure {
  readonly code = 'REQUEST_INVALID';
}

/** A cursor or offset that this service cannot have given. */
export class CursorInvalid extends Failure {
  readonly code = 'CURSOR_INVALID';
}

/** A request to the port of the service has no valid bearer token. */
export class RequestUnauthorized extends Failure {
  readonly code = 'REQUEST_UNAUTHORIZED';
}

/** A request to the service may come from a foreign page. */
export class RequestForbidden extends Failure {
  readonly code = 'REQUEST_FORBIDDEN';
}

/** A path leads out of the server's root, also by way of a link. */
export class PathForbidden extends Failure {
  readonly code = 'PATH_FORBIDDEN';
}

/** The service has no such job, notebook, part of a run, or address. */
export class NotThere extends Failure {
  readonly code = 'NOT_THERE';
}

/** An address of the service knows other methods only. */
export class MethodUnknown extends Failure {
  readonly code = 'METHOD_UNKNOWN';
}

/** What was asked for is there when the run has ended. */
export class JobUnfinished extends Failure {
  readonly code = 'JOB_UNFINISHED';
}

/** The samples were changed by somebody else in the meantime. */
export class SamplesChanged extends Failure {
  readonly code = 'SAMPLES_CHANGED';
}

/** The body of a request to the service is too large. */
export class BodyTooLarge extends Failure {
  readonly code = 'BODY_TOO_LARGE';
}

/** The body of a request to the service is not said to be JSON. */
export class MediaTypeUnknown extends Failure {
  readonly code = 'MEDIA_TYPE_UNKNOWN';
}

/** As many runs wait as may wait, or as many readers read as may read. */
export class QueueFull extends Failure {
  readonly code = 'QUEUE_FULL';
}

/** An error inside the service. Its text is ours alone: what really happened may quote anything. */
export class ServiceBroken extends Failure {
  readonly code = 'SERVICE_BROKEN';
}

/** The service is about to end and takes no more runs. */
export class ServiceStopping extends Failure {
  readonly code = 'SERVICE_STOPPING';
}

/** The service cannot run on this system. */
export class ServiceUnsupported extends Failure {
  readonly code = 'SERVICE_UNSUPPORTED';
}

/** The root, the state folder, the socket or the port of the service cannot be used. */
export class ServicePlaceUnusable extends Failure {
  readonly code = 'SERVICE_PLACE_UNUSABLE';
}
