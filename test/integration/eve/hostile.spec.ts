import { found, openEve, type EveScene } from '../../support/eve-store.js';

const at = (n: number, more: object = {}): Readonly<Record<string, unknown>> => ({
  timestamp: '2026-10-05T10:00:00.000000+0000',
  event_type: 'dns',
  n,
  ...more
});

describe('hostile events', () => {
  let eve: EveScene;
  beforeEach(async () => {
    eve = await openEve();
  });
  afterEach(() => eve.close());

  it('that nest deeper than the stack hide nothing', async () => {
    const depth = 200_000;
    const deep = `${JSON.stringify(at(0)).slice(0, -1)},"cold":${'['.repeat(depth)}"needle"${']'.repeat(depth)}}`;
    await eve.store.add(eve.write('eve.json', [deep, at(1, { cold: ['needle'] }), at(2, { cold: 'x' })]));
    expect(await found(eve, 'needle')).toEqual([1]);
    expect(await found(eve, 'cold:needle')).toEqual([1]);
    expect(await found(eve, '*')).toEqual([0, 1, 2]);
  });

  it('with a hundred thousand values in one field are read in passing, each value once', async () => {
    const rdata = Array.from({ length: 100_000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
    const ports = [80, 80, 443, 443];
    const event = at(0, { dns: { answers: [...rdata, ...rdata].map(value => ({ rdata: value })) }, dest_port: ports });
    await eve.store.add(eve.write('eve.json', [event, at(1)]));
    expect(await found(eve, 'dns.answers.rdata:10.0.255.7')).toEqual([0]);
    const count = async (field: string): Promise<unknown> =>
      (await eve.ask(`unique_values/?from_date=0&counts=yes&numbers=yes&size=2&field=${field}`)).body;
    expect(await count('dest_port')).toEqual([
      { key: 80, doc_count: 1 },
      { key: 443, doc_count: 1 }
    ]);
    expect(await count('dns.answers.rdata')).toEqual([
      { key: '10.0.0.0', doc_count: 1 },
      { key: '10.0.0.1', doc_count: 1 }
    ]);
  });

  it('are looked through by expressions and patterns that would never end in JavaScript', async () => {
    const long = 'a'.repeat(250);
    await eve.store.add(eve.write('eve.json', [at(0, { http: { url: long } }), at(1, { cold: `${long}c` })]));
    expect(await found(eve, '/(a+)+b/')).toEqual([]);
    expect(await found(eve, '*a*a*a*a*a*a*b')).toEqual([]);
    expect(await found(eve, '/(a+)+c/')).toEqual([1]);
    expect(await found(eve, 'http.url:/~((a+)+b)/')).toEqual([0]);
  });

  it('with names that match a pattern over fields in many ways are passed over', async () => {
    await eve.store.add(eve.write('eve.json', [at(0, { ['a'.repeat(3_000)]: 'x', ab: 'x' })]));
    expect(await found(eve, `${'a\\*'.repeat(12)}b:x`)).toEqual([]);
    expect(await found(eve, 'a\\*b:x')).toEqual([0]);
  });
});

describe('hostile filters', () => {
  let eve: EveScene;
  beforeAll(async () => {
    eve = await openEve();
    await eve.store.add(eve.write('eve.json', [at(0, { http: { url: 'aaa' } })]));
  });
  afterAll(() => eve.close());

  it.each([
    ['an expression of 1,001 characters', `http.url:/${'a'.repeat(1_001)}/`, /longer than 1000 characters/],
    ['a phrase of 1,025 words', `"${'a '.repeat(1_025)}"`, /1025 clauses/]
  ])('%s is refused with the reason', async (_, filter, reason) => {
    const { status, headers } = await eve.ask(`events_tail/?qfilter=${encodeURIComponent(filter)}`);
    expect([status, decodeURIComponent(headers.get('x-huntbook-reason') ?? '')]).toEqual([
      500,
      expect.stringMatching(reason)
    ]);
  });

  it.each([
    ['more at least than at most', 'http.url:/a{3,1}/', []],
    ['nine hundred signs in a row', `http.url:/a${'*+?'.repeat(300)}/`, [0]],
    ['four hundred intersections', `http.url:/${'a+&'.repeat(330)}a+/`, [0]]
  ])('an expression with %s is answered', async (_, filter, numbers) => {
    expect(await found(eve, filter)).toEqual(numbers);
  });
});
