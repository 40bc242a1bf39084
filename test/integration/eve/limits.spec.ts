import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventTexts } from '../../../companion/src/eve/rest/event-text.js';
import { Database } from '../../../companion/src/eve/store/database.js';
import { ALWAYS, found, openEve, type EveScene } from '../../support/eve-store.js';

const at = (n: number, more: object = {}): Readonly<Record<string, unknown>> => ({
  timestamp: `2026-10-05T10:00:0${n % 10}.000000+0000`,
  event_type: 'dns',
  n,
  ...more
});
const many = (count: number, make: (n: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe('an answer', () => {
  let eve: EveScene;
  beforeAll(async () => {
    eve = await openEve();
    const alerts = many(100, n =>
      at(n, { event_type: 'alert', host: `probe${n}`, alert: { signature_id: n, signature: `s${n}`, category: 'c' } })
    );
    const wide = at(0, {
      event_type: 'alert',
      src_ip: many(300, n => `10.0.${n >> 8}.${n & 255}`),
      dest_ip: many(300, n => `10.1.${n >> 8}.${n & 255}`),
      alert: { signature_id: many(300, n => 1_000 + n), signature: many(300, n => `wide${n}`), category: 'c' }
    });
    await eve.store.add(
      eve.write(
        'eve.json',
        [...alerts, wide].map(event => JSON.stringify(event))
      )
    );
  });
  afterAll(() => eve.close());

  it.each([
    ['a series for each of a hundred probes', 'timeline/?interval=0'],
    ['a series for each of many rules', 'top_rules/?hosts=*&count=10000&interval=0'],
    ['a series for each of the rules that are named', `sigs_list/?hosts=*&interval=0&sids=${many(100, n => n).join()}`],
    ['ninety thousand edges', 'graph_agg/?size_src=10000&size_dest=10000'],
    ['ninety thousand rules', 'rules_per_category/?hosts=*']
  ])('with %s is refused as the engine refuses it', async (_, path) => {
    const { status, body } = await eve.ask(`${path}&${ALWAYS}`);
    expect([status, body]).toEqual([500, { detail: 'ES failure: ES transport error: 503 too_many_buckets_exception' }]);
  });

  it('with as many rules as are asked for has them all', async () => {
    const { body } = await eve.ask(
      `top_rules/?hosts=*&count=3&interval=3600&from_date=${Date.UTC(2026, 9, 5, 10)}&to_date=${Date.UTC(2026, 9, 5, 11)}`
    );
    const counts = body.map(({ timeline }: { timeline: { buckets: { doc_count: number }[] } }) =>
      timeline.buckets.reduce((sum, { doc_count }) => sum + doc_count, 0)
    );
    expect(counts).toEqual([1, 1, 1]);
  });

  it('about two addresses has twenty rules at most', async () => {
    const { body } = await eve.ask(`ip_pair_alerts/?${ALWAYS}`);
    const sizes = new Set(body.links.map(({ alerts }: { alerts: unknown[] }) => alerts.length));
    expect([body.links.length, [...sizes]]).toEqual([400, [20]]);
  });

  const REFUSED = { detail: 'ES failure: ES transport error: 400 search_phase_execution_exception' };
  it.each([
    [
      'a beginning past all calendars',
      'events_timeline/?from_date=90000000000000000&to_date=90000000000000001',
      REFUSED
    ],
    ['an end of four hundred digits', `events_tail/?to_date=${'9'.repeat(400)}`, REFUSED],
    ['a beginning that is infinite', 'events_tail/?start_date=Infinity', undefined],
    ['a beginning in hexadecimal digits', 'events_tail/?start_date=0x10', undefined]
  ])('to %s is an error of the request', async (_, path, body) => {
    expect(await eve.ask(path)).toMatchObject({ status: 500, body });
  });

  it('in buckets of an interval of four hundred digits is one bucket', async () => {
    const { body } = await eve.ask(`events_timeline/?${ALWAYS}&interval=${'9'.repeat(400)}`);
    expect(body.aggregations.date.buckets[0].doc_count).toBe(101);
  });

  it('to a body of any length is the same', async () => {
    const { body } = await eve.ask('search/', { method: 'POST', body: `{"index":"${'x'.repeat(3_000_000)}"}` });
    expect(body).toEqual({ index: ['is mandatory'] });
  });
});

describe('events', () => {
  let eve: EveScene;
  beforeEach(async () => {
    eve = await openEve();
  });
  afterEach(() => eve.close());

  it('larger than an answer may be are refused before they are read', async () => {
    const file = await eve.store.add(eve.write('eve.json', [at(0, { cold: 'x'.repeat(14_000_000) })]));
    await expect(
      eventTexts(
        Array.from({ length: 30 }, () => ({ file, line: 0 })),
        { hasId: true }
      )
    ).rejects.toMatchObject({
      answer: { status: 500, body: expect.stringContaining('circuit_breaking_exception') }
    });
  });

  it('whose type is no text are answered all the same', async () => {
    await eve.store.add(eve.write('eve.json', [at(0, { flow_id: 1, event_type: { toString: 1 } })]));
    const { body } = await eve.ask(`events_from_flow_id/?${ALWAYS}&qfilter=flow_id:1`);
    expect(Object.keys(body)).toEqual(['']);
    expect((await eve.ask(`events_tail/?${ALWAYS}`)).body.count).toBe(1);
  });

  it('with statistics keep their numbers', async () => {
    const stats = (n: number, big: string): string =>
      `{"timestamp":"2026-10-05T10:00:0${n}.000000+0000","event_type":"stats","host":"p","stats":{"big":${big}}}`;
    await eve.store.add(eve.write('eve.json', [stats(1, '18446744073709551615'), stats(2, '1.0')]));
    const { text, body } = await eve.ask('latest_stats/');
    expect(text).toContain('"stats":{"big":1.0}');
    expect(text).toContain('"stats":{"big":18446744073709551615}');
    expect(body.previous.timestamp).toBe('2026-10-05T10:00:01.000000+0000');
  });

  it('with a number beyond 128 bits are not found under another one', async () => {
    const line = (n: number, value: bigint): string => `${JSON.stringify(at(n)).slice(0, -1)},"cold":${value}}`;
    await eve.store.add(eve.write('eve.json', [line(0, 2n ** 128n + 5n), line(1, 5n), line(2, 2n ** 127n)]));
    expect([await found(eve, 'cold:5'), await found(eve, 'cold:<0')]).toEqual([[1], []]);
  });

  it('of more types than are told apart, and with names that are too long, are read and found', async () => {
    const events = many(3_000, n => JSON.stringify(at(n, { event_type: `t${n}` })));
    const { segment } = await eve.store.add(
      eve.write('eve.json', [...events.map(String), JSON.stringify(at(3_000, { ['k'.repeat(5_000)]: 1 }))])
    );
    expect([segment.field('n')?.eventTypes.size, segment.counts.unindexedValues]).toEqual([1_000, 1]);
    expect(await found(eve, 'event_type:t2999')).toEqual([2_999]);
  });

  it('with texts of a megabyte in a column are all found', async () => {
    const url = 'x '.repeat(500_000);
    await eve.store.add(
      eve.write(
        'eve.json',
        many(40, n => at(n, { http: { url: `${url}end${n}` } })).map(event => JSON.stringify(event))
      )
    );
    expect(await found(eve, 'http.url:(end0 OR end15 OR end16 OR end39)')).toEqual([0, 15, 16, 39]);
  });

  it('are found by any of many words', async () => {
    await eve.store.add(eve.write('eve.json', [at(0, { cold: 'w3' }), at(1, { cold: 'no' }), at(2, { cold: 'w99' })]));
    expect(await found(eve, `(${many(100, n => `w${n}`).join(' ')})`)).toEqual([0, 2]);
  });
});

describe('a query', () => {
  it('that takes too long is ended, and leaves its place to the next', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'huntbook-query-'));
    const database = await Database.open(folder, { queryMs: 200 });
    const endless = {
      sql: 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range % 7 = b.range % 5',
      values: []
    };
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => database.rows(endless)));
    expect(all.map(one => (one.status === 'rejected' ? one.reason.code : 'done'))).toEqual(
      all.map(() => 'QUERY_TOO_LONG')
    );
    expect(await database.rows({ sql: 'SELECT 1', values: [] })).toEqual([[1]]);
    database.close();
    rmSync(folder, { recursive: true });
  });
});
