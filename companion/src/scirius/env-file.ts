import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MAX_FILE_BYTES = 64 * 1024;

/** `.env` of a folder and of those above it up to the root of the git checkout; outside of one, the folder's only. */
export function envFilesAbove(folder: string): readonly string[] {
  const folders = [folder];
  for (let above = folder; above !== dirname(above);) {
    above = dirname(above);
    folders.push(above);
  }
  const root = Math.max(
    folders.findIndex(above => existsSync(join(above, '.git'))),
    0
  );
  return folders
    .slice(0, root + 1)
    .map(above => join(above, '.env'))
    .filter(isFile);
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** `NAME=value` lines; `export`, quotes and `#` comments as other readers of `.env` take them. Unreadable means empty. */
export function readEnvFile(path: string): Readonly<Record<string, string>> {
  try {
    return parseEnv(readFileSync(path, 'utf8').slice(0, MAX_FILE_BYTES));
  } catch {
    // A file that this user may not read configures nothing for them; the sentence about a missing token lists it.
    return {};
  }
}

export function parseEnv(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(/\r?\n/).flatMap(line => {
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, unquoted(value.trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
  return quoted ?? (value.split(' #', 1)[0] ?? '').trimEnd();
}
