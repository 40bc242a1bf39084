import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../../../src/json/index.js';
import { jsonOf } from '../../kernel/remote/index.js';
import { isOwnFolder, isSameProcess, machineMark, ownHome, ownUid, processMark } from '../../owner/index.js';
import { isServerName } from './server-name.js';

/** A server that a hub was asked to start, and must end. No token is in it: whoever sweeps brings one. */
export type LedgerEntry = { readonly hub: string; readonly user: string; readonly server: string };

/** What this user's processes have started on hubs and not yet ended, one small file each. */
export type Ledger = {
  /** Written before the hub is asked; `strike` takes it away when the server is gone. */
  readonly enter: (entry: LedgerEntry) => Promise<{ readonly strike: () => Promise<void> }>;
  /**
   * Entries whose process is gone, of one hub and user. `end` ends each; where it rejects the entry stays. All of them
   * together have one limit: what is left then waits for the next job.
   */
  readonly sweep: (swept: Swept, end: (entry: LedgerEntry, limit: AbortSignal) => Promise<void>) => Promise<void>;
};

type Swept = Pick<LedgerEntry, 'hub' | 'user'> & { readonly limitMs: number; readonly signal: AbortSignal };

/** Where state of a user is; the temporary folder for one without a home. Source: XDG base directories. */
export function ledgerFolders(environment: NodeJS.ProcessEnv): readonly string[] {
  const own = environment['HUNTBOOK_STATE'];
  const home = ownHome(environment);
  const state = environment['XDG_STATE_HOME'] ?? (home === undefined ? undefined : join(home, '.local', 'state'));
  return [
    ...(own === undefined ? [] : [join(own, 'hub-servers')]),
    ...(state === undefined ? [] : [join(state, 'huntbook', 'hub-servers')]),
    join(environment['TMPDIR'] ?? tmpdir(), `huntbook-hub-servers-${String(ownUid())}`)
  ];
}

/** The ledger in the first of the folders that can be made and is ours alone. An entry of another machine is never judged here. */
export function openLedger(folders: readonly string[]): Ledger {
  const owner = `${machineMark()}-${processMark(process.pid)}`;
  let found: Promise<string> | undefined;
  const folder = (): Promise<string> => (found ??= firstWritable(folders));
  return {
    async enter(entry) {
      const path = join(await folder(), `${entry.server}.json`);
      // Whole or not at all: another process may be reading.
      await writeFile(`${path}.new`, JSON.stringify({ ...entry, owner }), { mode: 0o600 });
      await rename(`${path}.new`, path);
      return { strike: () => unlink(path).catch(() => undefined) };
    },
    async sweep({ hub, user, limitMs, signal }, end) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
      const place = await folder();
      for (const name of (await readdir(place)).filter(each => each.endsWith('.json'))) {
        const entry = await readEntry(join(place, name));
        if (limit.aborted) break;
        if (entry?.hub !== hub || entry.user !== user || !isAbandoned(entry.owner)) continue;
        try {
          await end(entry, limit);
          await unlink(join(place, name));
        } catch {
          // The hub cannot be asked now: the entry stays for the next job.
        }
      }
    }
  };
}

async function firstWritable(folders: readonly string[]): Promise<string> {
  let reason: unknown;
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // What somebody else could write there, our token would end on the hub.
      if (await isOwnFolder(folder)) return folder;
      reason = new Error(`The folder ${folder} belongs to another user, or cannot be written to.`);
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

async function readEntry(path: string): Promise<(LedgerEntry & { readonly owner: string }) | undefined> {
  // Another process can have struck it out at this moment.
  const value: JsonObject | undefined = objectOf(await readFile(path, 'utf8').catch(() => ''));
  const { hub, user, server, owner } = value ?? {};
  return typeof hub === 'string' && typeof user === 'string' && isServerName(server) && typeof owner === 'string'
    ? { hub, user, server, owner }
    : undefined;
}

function objectOf(text: string): JsonObject | undefined {
  const value = jsonOf(text);
  return isJsonObject(value) ? value : undefined;
}

function isAbandoned(owner: string): boolean {
  const [machine = '', ...mark] = owner.split('-');
  return machine === machineMark() && !isSameProcess(mark.join('-'));
}
