import type { z } from '@hono/zod-openapi';
import { SERVICE_ERRORS, type ServiceErrorCode } from '../error-table.js';
import { ErrorSchema } from '../schemas.js';

/** Every address can give these. */
const EVERYWHERE = [400, 401, 403, 413, 500] as const;

type ErrorStatus = (typeof SERVICE_ERRORS)[ServiceErrorCode]['httpStatus'] | 422;

/** The answers of a route for its OpenAPI document: what it was asked for, and the statuses of its errors. */
export function done<Schema extends z.ZodType>(schema: Schema, more: readonly ErrorStatus[] = []) {
  return { 200: { content: { 'application/json': { schema } }, description: 'Done.' }, ...errors(more) };
}

/** The same for what goes on after the answer. */
export function takenIn<Schema extends z.ZodType>(schema: Schema, more: readonly ErrorStatus[] = []) {
  return { 202: { content: { 'application/json': { schema } }, description: 'Taken in.' }, ...errors(more) };
}

/** The answers for errors alone. Without their types: handlers throw errors and never return them. */
export function errors(more: readonly ErrorStatus[]): object {
  return Object.fromEntries(
    [...new Set([...EVERYWHERE, ...more])].map(status => [
      status,
      { content: { 'application/json': { schema: ErrorSchema } }, description: meaningOf(status) }
    ])
  );
}

function meaningOf(status: ErrorStatus): string {
  const rows = Object.values(SERVICE_ERRORS).filter(({ httpStatus }) => httpStatus === status);
  return rows.length === 0 ? FILE_REFUSED : rows.map(({ meaning }) => meaning).join(' ');
}

const FILE_REFUSED = 'A notebook or a file of samples cannot be read; the code is that of its room.';
