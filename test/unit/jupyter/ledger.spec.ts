import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../../../companion/src/jupyter/hub/ledger.js';
import { temporaryFolder } from '../../support/real-kernel.js';

const HUB = 'https://hub.example.org/';
const ALICE = { hub: HUB, user: 'alice', server: 'huntbook-00000000000a' };
const OTHERS = [
  { hub: HUB, user: 'bob', server: 'huntbook-00000000000b' },
  { hub: 'https://other.example.org/', user: 'alice', server: 'huntbook-00000000000c' }
];
const SWEPT = { hub: HUB, user: 'alice', limitMs: 10_000, signal: new AbortController().signal };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder('huntbook-ledger-')));
afterEach(() => folder.remove());

/** As a process of this machine has left it that is gone. */
async function leave(entries: readonly (typeof ALICE)[]): Promise<void> {
  const { pid } = spawnSync('true');
  for (const entry of entries) {
    await openLedger([folder.path]).enter(entry);
    const path = join(folder.path, `${entry.server}.json`);
    const { owner } = JSON.parse(readFileSync(path, 'utf8')) as { owner: string };
    writeFileSync(path, JSON.stringify({ ...entry, owner: owner.replace(/-\d+-\d+$/, `-${String(pid)}-1`) }));
  }
}
const left = (): readonly string[] => readdirSync(folder.path).sort();

it('servers of other users and of other hubs are not asked for, and stay in the ledger', async () => {
  await leave([ALICE, ...OTHERS]);
  const ended: unknown[] = [];
  await openLedger([folder.path]).sweep(SWEPT, entry => Promise.resolve(void ended.push(entry)));
  expect(ended).toMatchObject([ALICE]);
  expect(left()).toEqual(OTHERS.map(({ server }) => `${server}.json`));
});

it('servers that do not end have one limit together, and wait for the next job', async () => {
  const second = { ...ALICE, server: 'huntbook-00000000000d' };
  await leave([ALICE, second]);
  const asked: string[] = [];
  await openLedger([folder.path]).sweep({ ...SWEPT, limitMs: 50 }, async ({ server }, limit) => {
    asked.push(server);
    await new Promise((_, reject) => limit.addEventListener('abort', () => reject(new Error('late'))));
  });
  expect(asked).toHaveLength(1);
  expect(left()).toHaveLength(2);
});

it.each<[string, (path: string, other: string) => void]>([
  ['a link', (path, other) => symlinkSync(other, path)],
  [
    'a folder that others can write to',
    path => {
      mkdirSync(path);
      chmodSync(path, 0o777);
    }
  ]
])('%s is not taken for the ledger', async (_title, plant) => {
  const at = (name: string): string => join(folder.path, name);
  const [planted, other, next] = [at('planted'), at('other'), at('next')] as const;
  mkdirSync(other);
  plant(planted, other);
  const { strike } = await openLedger([planted, next]).enter(ALICE);
  expect(readdirSync(next)).toEqual([`${ALICE.server}.json`]);
  expect(readdirSync(other)).toEqual([]);
  await strike();
  await expect(openLedger([planted]).enter(ALICE)).rejects.toThrow(/planted belongs to another user, or cannot/);
});

it('an entry that names a server which no job of ours can have started is left alone', async () => {
  await leave([{ ...ALICE, server: 'work' }, ALICE]);
  const ended: string[] = [];
  await openLedger([folder.path]).sweep(SWEPT, ({ server }) => Promise.resolve(void ended.push(server)));
  expect(ended).toEqual([ALICE.server]);
});
