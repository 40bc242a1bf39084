import type { Role } from './types.js';
import { isOneSlip } from './one-slip.js';
import { ROLES } from './roles.js';

/** The tags with `role` among them, in their order; the very same list when it is there already. */
export function withRole(tags: readonly string[], role: Role): readonly string[] {
  return tags.includes(role) ? tags : [...tags, role];
}

/** The tags without `role`; the very same list when it is not there. */
export function withoutRole(tags: readonly string[], role: Role): readonly string[] {
  return tags.includes(role) ? tags.filter(tag => tag !== role) : tags;
}

/** The tags with `wrong` replaced by `role`, which then stands there once. */
export function withCorrectedTag(tags: readonly string[], wrong: string, role: Role): readonly string[] {
  return tags.includes(role) ? tags.filter(tag => tag !== wrong) : tags.map(tag => (tag === wrong ? role : tag));
}

const SINGULARS: Readonly<Record<Role, string>> = {
  parameters: 'parameter',
  artifacts: 'artifact',
  taxonomies: 'taxonomy',
  operations: 'operation'
};
const SHORT_FORMS: Readonly<Record<string, Role>> = { params: 'parameters', param: 'parameters' };

/**
 * The role that a tag most likely means, `undefined` for a tag that is a role or resembles none. Tags count letter by
 * letter, so `Artifacts`, `artefacts` and `parameter` do nothing, silently: one slip (a letter too many, missing, wrong,
 * or swapped with the next) from a role or its singular is taken for it.
 */
export function intendedRole(tag: string): Role | undefined {
  if (ROLES.some(role => role === tag) || tag.length > MAX_TAG) return undefined;
  const plain = tag.trim().toLowerCase();
  if (Object.hasOwn(SHORT_FORMS, plain)) return SHORT_FORMS[plain];
  return ROLES.find(role => isOneSlip(plain, role) || isOneSlip(plain, SINGULARS[role]));
}

/** No slip makes a role longer than this. */
const MAX_TAG = 20;
