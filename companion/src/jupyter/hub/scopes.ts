/** What is needed, and the scopes that grant it. Source: JupyterHub 6 `scopes.py`; facts/spike-hub §1. */
const NEEDED: readonly (readonly [scope: string, granted: readonly string[]])[] = [
  ['read:servers', ['read:servers', 'servers', 'admin:servers']],
  ['start:servers', ['start:servers', 'servers', 'admin:servers']],
  ['delete:servers', ['delete:servers', 'servers', 'admin:servers']],
  ['access:servers', ['access:servers']]
];

/**
 * The scopes that a token lacks for the servers of a user. A scope for `!user=` somebody else grants nothing; what another
 * filter grants (`!group=`, `!server=`) only the hub knows, so it counts.
 */
export function missingScopes(scopes: readonly string[], user: string): readonly string[] {
  const own = scopes
    .map(scope => scope.split('!'))
    .filter(([, filter]) => filter === undefined || !filter.startsWith('user=') || filter === `user=${user}`)
    .map(([name]) => name ?? '');
  return NEEDED.filter(([, granted]) => !granted.some(scope => own.includes(scope))).map(([scope]) => scope);
}
