import { Failure } from '../../../src/failure.js';

/** No token, no usable host, or a token whose host was named by a source that may not name it. */
export class NotConfigured extends Failure {
  readonly code = 'NOT_CONFIGURED';
}
