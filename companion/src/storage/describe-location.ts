const URL_LIKE = /^([a-z][a-z\d+.-]*):\/\//i;

/** In these the part before `@` names a container; it is no secret. Source: Azure Data Lake Gen2, "ABFS URI". */
const CONTAINER_BEFORE_AT: ReadonlySet<string> = new Set(['abfs', 'abfss']);

/** The scheme of a location in lower case, `https` for instance; undefined for a local path. */
export function schemeOf(location: string): string | undefined {
  return URL_LIKE.exec(location)?.[1]?.toLowerCase();
}

/**
 * The location without what may be a credential: user and password, query (tokens, SAS) and fragment of a URL.
 * Works on anything, also on what no URL parser accepts, and then hides too much rather than too little.
 */
export function describeLocation(location: string): string {
  const scheme = schemeOf(location);
  if (scheme === undefined) return location;
  const rest = location.slice(scheme.length + '://'.length);
  const kept = CONTAINER_BEFORE_AT.has(scheme) ? rest : withoutUserInfo(rest);
  return `${scheme}://${kept.replace(/[?#].*$/s, '')}`;
}

function withoutUserInfo(rest: string): string {
  const authority = /^[^/]*/.exec(rest)?.[0] ?? '';
  if (authority.includes('@')) return rest.slice(authority.lastIndexOf('@') + 1);
  // A password with a slash in it: what follows the colon is no port, and the "@" comes later.
  const looksCut = /:(?!\d*(?:[?#]|$))/.test(authority.replace(/^\[[\da-f:.]*\]/i, ''));
  return looksCut ? `[redacted]${rest.includes('@') ? `@${rest.slice(rest.lastIndexOf('@') + 1)}` : ''}` : rest;
}
