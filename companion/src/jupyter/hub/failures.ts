import { Failure } from '../../../../src/failure.js';
import { HUB_ERRORS, type HubErrorCode } from './error-table.js';

export type HubDetails = { readonly hub: string; readonly user?: string; readonly status?: number };

/** A hub did not start a server, or may not be asked to. */
abstract class HubFailure extends Failure<HubDetails> {
  abstract override readonly code: HubErrorCode;

  constructor(code: HubErrorCode, details: HubDetails, sentence: string, cause?: unknown) {
    super(sentence, { hint: HUB_ERRORS[code].hint, details, ...(cause === undefined ? {} : { cause }) });
  }
}

/** What answers at the address is no JupyterHub. */
export class HubNotFound extends HubFailure {
  readonly code = 'HUB_NOT_FOUND';
  constructor(details: HubDetails, reason: string) {
    super('HUB_NOT_FOUND', details, `No JupyterHub answers at ${details.hub}: ${reason}.`);
  }
}

/** The token is wrong, or lacks a scope, which is named. */
export class HubForbids extends HubFailure {
  readonly code = 'HUB_FORBIDS';
  constructor(details: HubDetails, reason: string) {
    super('HUB_FORBIDS', details, `${details.hub} does not let the token start a server: ${reason}.`);
  }
}

/** The hub refused: named servers are off, there are too many, there is no such user, a quota. */
export class HubRefused extends HubFailure {
  readonly code = 'HUB_REFUSED';
  constructor(details: HubDetails, reason: string) {
    super(
      'HUB_REFUSED',
      details,
      `${details.hub} does not start a server for ${details.user ?? 'this user'}: ${reason}.`
    );
  }
}

/** The server was to start and did not. */
export class HubSpawnFailed extends HubFailure {
  readonly code = 'HUB_SPAWN_FAILED';
  constructor(details: HubDetails, reason: string, cause?: unknown) {
    super(
      'HUB_SPAWN_FAILED',
      details,
      `The server of ${details.user ?? 'the user'} on ${details.hub} did not start: ${reason}.`,
      cause
    );
  }
}
