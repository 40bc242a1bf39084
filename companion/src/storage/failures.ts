import { Failure } from '../../../src/failure.js';
import { KIND_OF_ERRNO, STORAGE_HINTS, type StorageErrorKind } from './error-table.js';

export type StorageOperation = 'open' | 'read' | 'write' | 'list';

export type StorageErrorDetails = {
  readonly kind: StorageErrorKind;
  /** The location without credentials. */
  readonly location: string;
  readonly operation: StorageOperation;
};

/** A file could not be read, written or listed. The message names the location without credentials, and the reason. */
export class StorageError extends Failure<StorageErrorDetails> {
  readonly code = 'STORAGE';
  declare readonly details: StorageErrorDetails;

  constructor(details: StorageErrorDetails, reason: string, cause?: unknown) {
    super(`Cannot ${details.operation} ${details.location}: ${reason}.`, {
      hint: STORAGE_HINTS[details.kind],
      details,
      cause
    });
  }
}

/** The `StorageError` for what a system call threw. */
export function storageErrorOf(error: unknown, place: Omit<StorageErrorDetails, 'kind'>): StorageError {
  const code = errorCode(error);
  const kind = KIND_OF_ERRNO.get(code) ?? 'unavailable';
  return new StorageError({ kind, ...place }, REASONS[kind] ?? `the system says ${code}`, error);
}

/**
 * The system's name of an error, `ENOENT` for instance; `unknown` when it has none.
 * By shape: errors of Node come from another realm in tests and workers.
 */
export function errorCode(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && typeof error.code === 'string' ? error.code : 'unknown';
}

const REASONS: { readonly [K in StorageErrorKind]?: string } = {
  'not-found': 'there is no such file or folder',
  forbidden: 'permission denied',
  'no-space': 'the disk is full',
  'is-folder': 'it is a folder',
  'bad-name': 'the system does not accept that name',
  closed: 'the other end of the pipe is closed'
};
