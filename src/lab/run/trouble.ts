import { isFailure } from '../../failure.js';
import { fieldsOf, numberAt, textAt } from './read-fields.js';

/**
 * Why the service cannot be used at the moment: `absent` nothing stands at its address, `down` it does not start or has
 * ended, `unreachable` the Jupyter server does not answer either, `signed-out` the server wants a login, `slow` no answer
 * in time, `refused` the service answered with a reason of its own.
 */
export type TroubleKind = 'absent' | 'down' | 'unreachable' | 'signed-out' | 'slow' | 'refused';

export type Trouble = {
  readonly kind: TroubleKind;
  /** The code that the service gave, or of our own failure. */
  readonly code: string;
  /** What the service said; empty for what the page words itself. */
  readonly message: string;
};

/** What a request that failed means for a person. Total. */
export function troubleOf(error: unknown): Trouble {
  if (!isFailure(error)) {
    return { kind: 'unreachable', code: 'UNKNOWN', message: error instanceof Error ? error.message : String(error) };
  }
  const details = fieldsOf(error.details);
  const hint = error.hint === undefined ? '' : ` ${error.hint}`;
  switch (error.code) {
    case 'SERVICE_REFUSED': {
      const code = textAt(details, 'code') ?? error.code;
      // It stands in for a service that cannot be started, and says why.
      const kind = code === 'SERVICE_UNSUPPORTED' ? 'down' : 'refused';
      return { kind, code, message: `${error.message}${hint}` };
    }
    case 'SERVICE_SLOW':
      return { kind: 'slow', code: error.code, message: '' };
    default:
      return { kind: kindOfStatus(numberAt(details, 'status') ?? 0), code: error.code, message: '' };
  }
}

/** A server without the proxy knows no such address; a proxy whose program does not answer gives 500, 502, 503 or 599. */
function kindOfStatus(status: number): TroubleKind {
  if (status === 404 || status === 405) return 'absent';
  if (status === 401 || status === 403 || (status >= 300 && status < 400)) return 'signed-out';
  return status >= 500 ? 'down' : 'unreachable';
}
