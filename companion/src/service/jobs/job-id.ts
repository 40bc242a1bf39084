import { randomBytes } from 'node:crypto';

/** Names of folders, so nothing else may come through: time of creation in UTC, then eight random hex digits. No flags: OpenAPI has none. */
export const JOB_ID = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** A new id. Ids sort by the time they were made, to the millisecond. */
export function newJobId(at: Date): string {
  return `${at.toISOString().replace(/[-:.]/gu, '')}-${randomBytes(4).toString('hex')}`;
}
