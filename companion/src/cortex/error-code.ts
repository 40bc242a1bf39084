/** The system's name of an error, `ENOENT` for instance; `undefined` when it has none. Asks no class: realms differ. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
