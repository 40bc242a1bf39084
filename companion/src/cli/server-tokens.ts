import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, parseJson, type JsonObject } from '../../../src/json/index.js';
import { Secret } from '../../../src/secret.js';
import { UsageError } from './failures.js';

/** Tokens of servers, each for one origin. */
export type ServerTokens = ReadonlyMap<string, Secret>;

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
 * The tokens of the file of servers, `{"https://host": {"token": "…"}}`.
 * @throws UsageError `USAGE` for a file that others can read, or that is none
 */
export function readServerTokens(environment: NodeJS.ProcessEnv): ServerTokens {
  return new Map(readFile(environment));
}

function readFile(environment: NodeJS.ProcessEnv): readonly (readonly [string, Secret])[] {
  const named = environment[SERVERS_FILE]?.trim() ?? '';
  const settings = environment['XDG_CONFIG_HOME'] ?? join(environment['HOME'] ?? homedir(), '.config');
  const path = named === '' ? join(settings, 'huntbook', 'servers.json') : named;
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined && named === '') return [];
  if (status === undefined) throw wrong(path, 'is not there', `Correct ${SERVERS_FILE}, or take it away.`);
  if ((status.mode & 0o077) !== 0) {
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
