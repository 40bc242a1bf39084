import { readFileSync } from 'node:fs';

/** The mount of `path` when nothing on it may be executed, as its folder; undefined otherwise, or where nobody knows. */
export function noexecMount(path: string): string | undefined {
  try {
    return noexecMountIn(readFileSync('/proc/self/mountinfo', 'utf8'), path);
  } catch {
    // Not Linux: the other message has to do.
    return undefined;
  }
}

/**
 * The same from the text of `mountinfo`. The last mount on a folder is the one that counts.
 * Source: proc(5), `/proc/PID/mountinfo`: fields 5 (where) and 6 (options), blanks as octal escapes.
 */
export function noexecMountIn(mountinfo: string, path: string): string | undefined {
  let longest: { readonly folder: string; readonly options: readonly string[] } | undefined;
  for (const line of mountinfo.split('\n')) {
    const [, , , , escaped, options] = line.split(' ');
    if (escaped === undefined || options === undefined) continue;
    const folder = escaped.replace(/\\([0-7]{3})/gu, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8))
    );
    const isAbove = folder === '/' || path === folder || path.startsWith(`${folder}/`);
    if (isAbove && folder.length >= (longest?.folder.length ?? 0)) longest = { folder, options: options.split(',') };
  }
  return longest?.options.includes('noexec') === true ? longest.folder : undefined;
}
