/** Names of folders and of a file, from the root of a server's files. */
export type ContentsPath = readonly string[];

/** A path as people write it, `/a b#/x?.ipynb`, as names; slashes too many are left out. */
export const contentsPath = (path: string): ContentsPath => path.split('/').filter(name => name !== '');

/**
 * Encoded for an address, without a slash at either end: `a%20b%23/x%3F.ipynb`. `undefined` for a path that a URL parser
 * would lead out of its folder.
 */
export function encodePath(path: ContentsPath): string | undefined {
  return path.some(name => name === '.' || name === '..') ? undefined : path.map(encodeURIComponent).join('/');
}

/** Where the files of a server are seen. */
const FILE_PAGES = /^(?:api\/contents|lab\/tree|doc\/tree|tree|notebooks|edit|files)\//;

/**
 * The path of a location below a base URL; also of the page on which a person looks at it. `undefined` for one that is
 * not below, or that is not encoded as addresses are.
 */
export function pathBelow(location: string, baseUrl: URL): ContentsPath | undefined {
  const text = location.replace(/^jupyter\+/i, '');
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.origin !== baseUrl.origin || !url.pathname.startsWith(baseUrl.pathname)) return undefined;
  try {
    return contentsPath(url.pathname.slice(baseUrl.pathname.length).replace(FILE_PAGES, '')).map(decodeURIComponent);
  } catch {
    // A percent sign that is none of an encoding.
    return undefined;
  }
}
