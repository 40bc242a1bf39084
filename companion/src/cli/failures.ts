import { Failure } from '../../../src/failure.js';

/** The command line asks for something that cannot be, e.g. a missing environment variable for `--secret`. */
export class UsageError extends Failure {
  readonly code = 'USAGE';
}
