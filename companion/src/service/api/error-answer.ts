import type { Failure } from '../../../../src/failure.js';
import { isFailure } from '../../../../src/failure.js';
import type { ErrorAnswer } from '../../../../src/service-api/index.js';
import { SERVICE_ERRORS } from '../error-table.js';
import { ServiceBroken } from '../failures.js';

export type HttpError = { readonly status: number; readonly body: ErrorAnswer };

const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map(
  Object.entries(SERVICE_ERRORS).map(([code, { httpStatus }]) => [code, httpStatus])
);
/** A failure of another room is about a file that the caller named. */
const FILE_REFUSED = 422;

/** The answer for something thrown. Of what is no failure of ours nothing is told: it can quote anything. */
export function errorAnswer(error: unknown): HttpError {
  if (isFailure(error)) return failureAnswer(error);
  return failureAnswer(new ServiceBroken('Something went wrong inside the service.', { hint: 'Its log names it.' }));
}

function failureAnswer({ code, message, hint }: Failure): HttpError {
  const status = STATUS_BY_CODE.get(code) ?? FILE_REFUSED;
  return { status, body: { error: { code, message, ...(hint === undefined ? {} : { hint }) } } };
}
