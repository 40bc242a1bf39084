import type { Role } from './types.js';
import { isRecord } from './record.js';

/** The roles whose cells hold results, in the order in which a result of a cell with several of them is tried. */
export const RESULT_ROLES = ['artifacts', 'taxonomies', 'operations'] as const satisfies readonly Role[];
export type ResultRole = (typeof RESULT_ROLES)[number];

/** All roles, in the order in which they are shown. */
export const ROLES: readonly Role[] = ['parameters', ...RESULT_ROLES];

/**
 * The roles of a cell, without duplicates. Anything that is not a cell with tags has none.
 * Source: the original worker reads `metadata.tags`, exact spelling; nbformat 4.5 says that tags are strings.
 */
export function rolesOf(cell: unknown): Role[] {
  const metadata = isRecord(cell) ? cell['metadata'] : undefined;
  const tags: unknown = isRecord(metadata) ? metadata['tags'] : undefined;
  return Array.isArray(tags) ? ROLES.filter(role => tags.includes(role)) : [];
}
