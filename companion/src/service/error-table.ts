/** Every failure code of this room with the HTTP status of its answer, and the sentence the documentation prints. */
export const SERVICE_ERRORS = {
  REQUEST_INVALID: { httpStatus: 400, meaning: 'A request to the service is not what its OpenAPI document describes.' },
  CURSOR_INVALID: {
    httpStatus: 400,
    meaning: 'A cursor or offset does not lie at the start of an event or character.'
  },
  REQUEST_UNAUTHORIZED: { httpStatus: 401, meaning: 'A request to the port of the service has no valid bearer token.' },
  REQUEST_FORBIDDEN: { httpStatus: 403, meaning: 'A request to the service may come from a foreign page.' },
  PATH_FORBIDDEN: { httpStatus: 403, meaning: "A path leads out of the server's root, also by way of a link." },
  NOT_THERE: { httpStatus: 404, meaning: 'The service has no such job, notebook, part of a run, or address.' },
  METHOD_UNKNOWN: { httpStatus: 405, meaning: 'An address of the service knows other methods only.' },
  JOB_UNFINISHED: { httpStatus: 409, meaning: 'What was asked for is there when the run has ended.' },
  SAMPLES_CHANGED: { httpStatus: 409, meaning: 'The samples were changed by somebody else in the meantime.' },
  BODY_TOO_LARGE: { httpStatus: 413, meaning: 'The body of a request to the service is too large.' },
  MEDIA_TYPE_UNKNOWN: { httpStatus: 415, meaning: 'The body of a request to the service is not said to be JSON.' },
  QUEUE_FULL: { httpStatus: 429, meaning: 'As many runs wait as may wait, or as many readers read as may read.' },
  SERVICE_BROKEN: { httpStatus: 500, meaning: 'An error inside the service; please report it.' },
  SERVICE_STOPPING: { httpStatus: 503, meaning: 'The service is about to end and takes no more runs.' },
  SERVICE_UNSUPPORTED: { httpStatus: 503, meaning: 'The service cannot run on this system.' },
  SERVICE_PLACE_UNUSABLE: {
    httpStatus: 503,
    meaning: 'The root, the state folder, the socket or the port of the service cannot be used.'
  }
} as const;

export type ServiceErrorCode = keyof typeof SERVICE_ERRORS;
