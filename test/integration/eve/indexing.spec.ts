import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sampleEvents } from '../../../companion/src/eve/synthetic/index.js';
import { EventStore } from '../../../companion/src/eve/store/event-store.js';
import { raw, sql } from '../../../companion/src/eve/query/fragment.js';
import { temporaryFolder } from '../../support/real-kernel.js';

/** As it is built; without a build there is no such thread. */
const PROGRAM = resolve('companion/dist/index-eve.cjs');
const folder = temporaryFolder('huntbook-indexing-');
const path = join(folder.path, 'eve.json');
/** Past the size from which a thread reads. */
const EVENTS = 36_000;
const ODD_EVERY = 1_000;

/** Lines that sessions do not have: lists, numbers beyond 2^53, strange text, rare paths, and lines that are no events. */
const odd = (n: number): readonly string[] => [
  `{"timestamp":"2026-10-05T10:00:00.000001+0000","event_type":"odd","flow_id":${'9'.repeat(15)}${n % 10}${n % 7},"src_ip":"2001:db8::${n.toString(16)}","dest_ip":["10.0.0.1","10.0.0.2"]}`,
  JSON.stringify({
    timestamp: '2026-10-05T10:00:00Z',
    event_type: `odd${n}`,
    http: { url: `/ü\u0000${'é'.repeat(n % 40)}` }
  }),
  JSON.stringify({
    event_type: 'odd',
    email: { to: Array.from({ length: 3_000 }, (_, one) => `${n}-${one}@example.org`) }
  }),
  JSON.stringify({
    timestamp: '2026-10-05T10:00:00Z',
    [`rare${n}`]: { deep: n / 3, flag: n % 2 === 0 },
    proto: 'x'.repeat(n % 30)
  }),
  '',
  'nothing {',
  '\ufeff{"timestamp":"2026-10-05T10:00:00Z","event_type":"marked"}'
];

afterAll(() => folder.remove());
beforeAll(() => {
  const lines = [...sampleEvents({ events: EVENTS, seed: 5, endMs: Date.UTC(2026, 9, 6) })];
  const all = lines.flatMap((line, n) => (n % ODD_EVERY === 0 ? [...odd(n / ODD_EVERY), line] : [line]));
  writeFileSync(path, `${all.join('\n')}\n`);
});

let caches = 0;
/** All that is stored of the file: rows as text, counts, fields. */
async function stored(indexProgram: string): Promise<Readonly<Record<string, unknown>>> {
  const cacheFolder = join(folder.path, `cache-${(caches += 1)}`);
  const store = await EventStore.open({ cacheFolder, host: 'probe1', indexProgram });
  const { segment } = await store.add(path);
  const digest = async (table: string): Promise<unknown> =>
    store.rows(
      sql`SELECT count(*), bit_xor(hash(t)), sum(hash(t) % 1000003) FROM (SELECT t FROM ${raw(`${segment.catalog}.${table}`)} t)`
    );
  const fields = [...segment.catalogue.values()].map(({ eventTypes, ...field }) => ({
    ...field,
    eventTypes: [...eventTypes].sort()
  }));
  const all = {
    counts: segment.counts,
    fields: fields.sort((a, b) => (a.path < b.path ? -1 : 1)),
    events: await digest('ev'),
    more: await digest('more'),
    last: segment.placeOf(segment.lines - 1)
  };
  await store.close();
  return all;
}

it('a thread stores of a file what is stored without one', async () => {
  const [inThread, here] = [await stored(PROGRAM), await stored('/nowhere')];
  expect(inThread).toEqual(here);
  expect(here['counts']).toMatchObject({ malformed: 36, timeless: 36, events: EVENTS + 36 * 5 });
});

it('a thread that fails is told in a sentence, and nothing of the file is stored', async () => {
  const program = join(folder.path, 'broken.cjs');
  writeFileSync(
    program,
    "require('node:worker_threads').parentPort.on('message', () => { throw new Error('no memory'); });"
  );
  expect(await stored(program).catch((error: unknown) => error)).toMatchObject({
    code: 'SERVE_FAILED',
    message: `The events of ${path} cannot be stored: the thread that reads them failed: no memory.`
  });
});
