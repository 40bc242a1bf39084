import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createApp } from '../../../companion/src/eve/rest/app.js';
import { listen } from '../../../companion/src/eve/serve/listen.js';
import { EventStore } from '../../../companion/src/eve/store/event-store.js';
import { Secret } from '../../../src/secret.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const DATA = resolve(__dirname, '../../../../shared/data');
const EVENTS = join(DATA, 'suricata-verify.eve.json.gz');
const TOKEN = 'a'.repeat(40);
/** Source: docs/scirius-conformance.md. */
const EQUAL_AT_LEAST = 0.99;
/** 432 requests one after the other, some of which look through the whole file. */
const PATIENCE_MS = 300_000;

// The recordings are no part of the project: without them there is nothing to compare with.
const describeIfRecorded = existsSync(EVENTS) ? describe : (): void => undefined;

describeIfRecorded('recorded answers of a real Scirius', () => {
  it(
    'are given by the embedded one too, at least 99 of 100',
    async () => {
      const folder = temporaryFolder('huntbook-recorded-');
      const store = await EventStore.open({ cacheFolder: folder.path });
      await store.add(EVENTS);
      const app = createApp({ store, token: new Secret(TOKEN), version: '0' });
      const server = await listen(app, { host: '127.0.0.1', port: 0, certificate: undefined });
      try {
        const said = await replay(server.url);
        const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(said) ?? [];
        expect(Number(passed) / (Number(passed) + Number(failed))).toBeGreaterThanOrEqual(EQUAL_AT_LEAST);
      } finally {
        await server.close();
        await store.close();
        folder.remove();
      }
    },
    PATIENCE_MS
  );
});

/** Runs the comparing program in another process: this one has to answer meanwhile. */
async function replay(url: string): Promise<string> {
  const golden = join(DATA, 'scirius-golden');
  const args = [
    join(golden, 'replay.py'),
    '--base-url',
    url,
    '--token',
    TOKEN,
    '--golden',
    join(golden, 'answers.jsonl')
  ];
  const child = spawn('python3', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise(done => child.on('close', done));
  return said;
}
