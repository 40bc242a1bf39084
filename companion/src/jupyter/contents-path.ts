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

/** Pages of JupyterLab and the REST API: nobody calls a folder so. */
const CLEAR_PAGES = 'api/contents|lab/tree|doc/tree';
/** Older pages, whose names folders can have, too. */
const OLD_PAGES = 'notebooks|tree|edit';

/**
 * What an address of a file has before the path of the file: the base URL, and the page on which it is seen. With
 * `jupyter+` before it an address is one of a file, and `notebooks/` is a folder; without, it is copied from a browser.
 */
export function pagePattern(location: string): RegExp {
  const isExplicit = /^jupyter\+/i.test(location);
  return new RegExp(`^(.*?/)(?:${isExplicit ? CLEAR_PAGES : `${CLEAR_PAGES}|${OLD_PAGES}`})/`);
}

/** The path of a location below a base URL. `undefined` for one that is not below, or not encoded as addresses are. */
export function pathBelow(location: string, baseUrl: URL): ContentsPath | undefined {
  const text = location.replace(/^jupyter\+/i, '');
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  if (origin !== baseUrl.origin) return undefined;
  try {
    const below = partBelow(pathname, baseUrl.pathname);
    if (below === undefined) return undefined;
    const page = pagePattern(location).exec(below);
    return contentsPath(page?.[1] === '/' ? below.slice(page[0].length) : below).map(decodeURIComponent);
  } catch {
    // A percent sign that is none of an encoding.
    return undefined;
  }
}

/** Names are compared decoded: JupyterHub shows the user `a@b` with `@` in addresses, others write `%40`. */
function partBelow(pathname: string, base: string): string | undefined {
  const folders = base.split('/').slice(0, -1);
  const names = pathname.split('/');
  const isBelow = folders.every(
    (folder, index) => decodeURIComponent(folder) === decodeURIComponent(names[index] ?? '')
  );
  return isBelow && names.length > folders.length ? `/${names.slice(folders.length).join('/')}` : undefined;
}

/** The address of a file below a base URL, with `jupyter+` before it. */
export const locationOf = (baseUrl: URL, path: ContentsPath): string =>
  `jupyter+${baseUrl.href}${path.map(encodeURIComponent).join('/')}`;
