import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createApp } from '../../../companion/src/eve/rest/app.js';
import { listen } from '../../../companion/src/eve/serve/listen.js';
import { EventStore } from '../../../companion/src/eve/store/event-store.js';
import { Secret } from '../../../src/secret.js';
import { temporaryFolder } from '../../support/real-kernel.js';
import { recordedAnswers } from '../../support/scirius/recorded-answers.js';

const DATA = resolve(__dirname, '../../../../shared/data');
const EVENTS = join(DATA, 'suricata-verify.eve.json.gz');
const PAGE = resolve(__dirname, '../../../docs/scirius-conformance.md');
const TOKEN = 'a'.repeat(40);
const EQUAL_AT_LEAST = 0.99;
/** 432 requests one after the other, some of which look through the whole file. */
const PATIENCE_MS = 300_000;

/** The fifth of the requests that nobody looks at while the server is built. */
const isUnseen = (id: string): boolean =>
  Number.parseInt(createHash('sha1').update(id).digest('hex').slice(0, 8), 16) % 5 === 0;

// The recordings are no part of the project: without them there is nothing to compare with.
const describeIfRecorded = existsSync(EVENTS) ? describe : (): void => undefined;

describeIfRecorded('recorded answers of a real Scirius', () => {
  let differing: ReadonlyMap<string, string>;
  const ids = recordedAnswers().map(({ id }) => id);

  beforeAll(async () => {
    const folder = temporaryFolder('huntbook-recorded-');
    const store = await EventStore.open({ cacheFolder: folder.path });
    await store.add(EVENTS);
    const app = createApp({ store, token: new Secret(TOKEN), version: '0' });
    const server = await listen(app, { host: '127.0.0.1', port: 0, certificate: undefined });
    try {
      differing = differencesIn(await replay(server.url));
    } finally {
      await server.close();
      await store.close();
      folder.remove();
    }
  }, PATIENCE_MS);

  /** Requests, equal answers, different ones, and those that differ where a better answer is allowed. */
  const countsOf = (some: readonly string[]): readonly [number, number, number, number] => {
    const [failed, better] = ['FAIL', 'LENIENT'].map(kind => some.filter(id => differing.get(id) === kind).length);
    return [some.length, some.length - (failed ?? 0) - (better ?? 0), failed ?? 0, better ?? 0];
  };

  it('are given by the embedded one too, 99 of 100', () => {
    const [all, equal] = countsOf(ids);
    expect(equal / all).toBeGreaterThanOrEqual(EQUAL_AT_LEAST);
  });

  it('are equal in as many cases as the page of conformance says', () => {
    const said = [...readFileSync(PAGE, 'utf8').matchAll(/^\| (?:all )?(\d+)[^|]*\| (\d+) \| (\d+) \| (\d+) \|$/gm)];
    const rows = said.map(([, ...numbers]) => numbers.map(Number));
    expect(rows).toEqual([ids.filter(id => !isUnseen(id)), ids.filter(isUnseen), ids].map(some => [...countsOf(some)]));
  });
});

/** The requests that are answered in another way, by id, with how the comparing program calls it. Nothing else of them. */
function differencesIn(said: string): ReadonlyMap<string, string> {
  const lines = said.matchAll(/^(FAIL|LENIENT) +\S+ +(\S+)/gm);
  return new Map([...lines].map(([, kind = '', id = '']) => [id, kind]));
}

/** Runs the comparing program in another process: this one has to answer meanwhile. */
async function replay(url: string): Promise<string> {
  const golden = join(DATA, 'scirius-golden');
  const answers = join(golden, 'answers.jsonl');
  const args = [join(golden, 'replay.py'), '--base-url', url, '--token', TOKEN, '--golden', answers];
  const child = spawn('python3', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise(done => child.on('close', done));
  return said;
}
