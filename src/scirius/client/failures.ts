import { Failure } from '../../failure.js';
import { SCIRIUS_ERRORS } from './error-table.js';

/** Scirius refuses the token: it always answers 403, never 401. */
export class SciriusAccessDenied extends Failure {
  readonly code = 'SCIRIUS_ACCESS';

  constructor(message: string) {
    super(message, { hint: SCIRIUS_ERRORS.SCIRIUS_ACCESS.hint });
  }
}

/** There is no such page on that server, which then is no Scirius. */
export class SciriusNotFound extends Failure {
  readonly code = 'SCIRIUS_NOT_FOUND';

  constructor(message: string) {
    super(message, { hint: SCIRIUS_ERRORS.SCIRIUS_NOT_FOUND.hint });
  }
}

/** The server answered, but not with data. */
export class SciriusRefused extends Failure {
  readonly code = 'SCIRIUS_REFUSED';
}

/** A time range that cannot be read, or that ends before it begins. */
export class TimeRefused extends Failure {
  readonly code = 'TIME_REFUSED';

  constructor(message: string, hint: string = SCIRIUS_ERRORS.TIME_REFUSED.hint) {
    super(message, { hint });
  }
}
