import { Failure } from '../../../../src/failure.js';
import { KERNEL_ERRORS } from '../error-table.js';

type LostDetails = { readonly reason: string; readonly status?: number };

/** The WebSocket to a kernel on a server broke and could not be had again. */
export class RemoteKernelLost extends Failure<LostDetails> {
  readonly code = 'REMOTE_KERNEL_LOST';

  constructor(reason: string, status?: number, cause?: unknown) {
    super(`The connection to the kernel on the server was lost: ${reason}.`, {
      hint: KERNEL_ERRORS.REMOTE_KERNEL_LOST.hint,
      details: { reason, ...(status === undefined ? {} : { status }) },
      ...(cause === undefined ? {} : { cause })
    });
  }
}

/** A cell ended while no connection stood, and nobody kept what it said. */
export class RemoteReplyLost extends Failure {
  readonly code = 'REMOTE_REPLY_LOST';

  constructor() {
    super('The cell ended while the connection to its server was broken: its outputs are not complete.', {
      hint: KERNEL_ERRORS.REMOTE_REPLY_LOST.hint
    });
  }
}

type ServerDetails = { readonly server: string; readonly operation: string; readonly status?: number };

/** A Jupyter server refused or failed; `status` is absent when there was no answer. */
export class ServerRefused extends Failure<ServerDetails> {
  readonly code = 'SERVER_REFUSED';

  constructor(details: ServerDetails, reason: string, cause?: unknown) {
    super(`${details.server} did not ${details.operation}: ${reason}.`, {
      hint: KERNEL_ERRORS.SERVER_REFUSED.hint,
      details,
      ...(cause === undefined ? {} : { cause })
    });
  }
}
