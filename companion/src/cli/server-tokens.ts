import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, parseJson, type JsonObject } from '../../../src/json/index.js';
import { Secret } from '../../../src/secret.js';
import { ownHome } from '../owner/index.js';
import { UsageError } from './failures.js';

/** Tokens of servers, each for one origin. */
type ServerTokens = ReadonlyMap<string, Secret>;

/** The address that `JUPYTER_TOKEN` is for. Source: jupyter_server 2, which sets both in terminals. */
const SERVER_URL = 'JUPYTER_SERVER_URL';
/** Names the file of tokens; otherwise it is looked for where settings of a user are. */
const SERVERS_FILE = 'HUNTBOOK_SERVERS';

/** The origin that `JUPYTER_TOKEN` is for, where it was said. */
export function serverOrigin(environment: NodeJS.ProcessEnv): string | undefined {
  const url = environment[SERVER_URL]?.trim() ?? '';
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/** `JUPYTER_TOKEN` for the origin of `JUPYTER_SERVER_URL`. A token goes to the origin it was put down for and to no other. */
export function environmentToken(environment: NodeJS.ProcessEnv): ServerTokens {
  const origin = serverOrigin(environment);
  const token = environment['JUPYTER_TOKEN']?.trim() ?? '';
  return new Map(token === '' || origin === undefined ? [] : [[origin, new Secret(token)]]);
}

/**
 * The tokens of the file of servers, `{"https://host": {"token": "…"}}`, and the failure to read them, which concerns only
 * a command that needs one.
 */
export function serverTokens(environment: NodeJS.ProcessEnv): {
  readonly known: ServerTokens;
  /** @throws UsageError `USAGE` for a file that others can read, or that is none */
  readonly needed: () => ServerTokens;
} {
  try {
    const known = new Map(readFile(environment));
    return { known, needed: () => known };
  } catch (error) {
    return {
      known: new Map(),
      needed: () => {
        throw error;
      }
    };
  }
}

function readFile(environment: NodeJS.ProcessEnv): readonly (readonly [string, Secret])[] {
  const named = environment[SERVERS_FILE]?.trim() ?? '';
  const home = ownHome(environment);
  const settings = environment['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : join(home, '.config'));
  if (named === '' && settings === undefined) return [];
  const path = named === '' ? join(settings ?? '', 'huntbook', 'servers.json') : named;
  const mode = modeOf(path);
  // A home of somebody else, as sudo leaves it, holds nothing that is meant for us.
  if (mode === undefined && named === '') return [];
  if (mode === undefined) throw wrong(path, 'cannot be read', `Correct ${SERVERS_FILE}, or take it away.`);
  // Windows has other permissions: there these bits are always set.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw wrong(path, 'can be read by others, and holds tokens', `Run: chmod 600 ${path}`);
  }
  const servers = objectIn(path);
  return Object.entries(servers).map(([address, entry]) => {
    const token = isJsonObject(entry) ? entry['token'] : undefined;
    if (!URL.canParse(address) || typeof token !== 'string' || token.trim() === '') {
      throw wrong(path, 'is not of its form', 'It is {"https://host": {"token": "…"}}.');
    }
    return [new URL(address).origin, new Secret(token.trim())] as const;
  });
}

/** The permissions of a file that we can read; undefined for one that is not there or that we may not. */
function modeOf(path: string): number | undefined {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).mode;
  } catch {
    // Which of both it is, is the same to us.
    return undefined;
  }
}

function objectIn(path: string): JsonObject {
  try {
    const value = parseJson(readFileSync(path, 'utf8'));
    if (isJsonObject(value)) return value;
  } catch {
    // What a parser says quotes the text, and with it tokens.
  }
  throw wrong(path, 'is not a JSON object', 'It is {"https://host": {"token": "…"}}.');
}

const wrong = (path: string, what: string, hint: string): UsageError =>
  new UsageError(`The file of servers, ${path}, ${what}.`, { hint });
