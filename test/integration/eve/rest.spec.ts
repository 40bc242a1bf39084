import { ALWAYS, NOW_MS, openEve, TOKEN, type EveScene } from '../../support/eve-store.js';

const START_MS = Date.UTC(2026, 9, 5, 10);
const EVENTS = Array.from({ length: 40 }, (_, n) => ({
  timestamp: new Date(START_MS + n * 60_000).toISOString().replace('Z', '789+0000'),
  flow_id: 1_000 + (n % 8),
  event_type: ['alert', 'http', 'flow', 'dns'][n % 4],
  src_ip: n % 2 === 0 ? '10.0.0.1' : '2001:db8::1',
  src_port: 40_000 + n,
  dest_ip: '192.0.2.7',
  dest_port: n % 3 === 0 ? 443 : 80,
  n,
  ...(n % 4 === 0
    ? {
        alert: {
          signature_id: 1 + (n % 8),
          signature: `Rule ${1 + (n % 8)}`,
          category: 'Misc',
          severity: 3,
          tag: 'relevant'
        }
      }
    : {}),
  ...(n % 4 === 1 ? { http: { hostname: 'www.example.org', url: `/${n}`, status: 200 } } : {}),
  ...(n % 4 === 2 ? { flow: { bytes_toserver: 100, bytes_toclient: 50 } } : {})
}));

let eve: EveScene;
beforeAll(async () => {
  eve = await openEve();
  await eve.store.add(eve.write('eve.json', EVENTS));
});
afterAll(() => eve.close());

describe('the embedded Scirius refuses as a real one', () => {
  const good = { Authorization: `Token ${TOKEN}` };
  it.each([
    ['no token', 'events_tail/', {}, 403, { detail: 'Authentication credentials were not provided.' }],
    [
      'another scheme',
      'events_tail/',
      { Authorization: `Bearer ${TOKEN}` },
      403,
      { detail: 'Authentication credentials were not provided.' }
    ],
    ['a wrong token', 'events_tail/', { Authorization: 'Token x' }, 403, { detail: 'Invalid token.' }],
    ['an unknown format', 'events_tail/?format=xml', good, 404, { detail: 'Not found.' }],
    ['an ordering that is none', 'events_tail/?ordering=a%20b', good, 400, 'Wrong ordering value: a b'],
    ['a missing field', 'field_stats/', good, 400, { field: ['This field is required.'] }],
    ['a missing sid', 'rule/', good, 400, { sid: ['This field is required.'] }],
    ['an unknown side', 'filter_ip/?field=zz', good, 404, { detail: '"zz" is not a valid field' }],
    [
      'a filter that is none',
      'events_tail/?qfilter=(',
      good,
      500,
      { detail: 'ES failure: ES transport error: 400 search_phase_execution_exception' }
    ],
    [
      'a page too far',
      'events_tail/?page=11&page_size=1000',
      good,
      500,
      { detail: 'ES failure: ES transport error: 400 search_phase_execution_exception' }
    ]
  ])('%s', async (_, path, headers, status, body) => {
    expect(await eve.ask(path, { headers })).toMatchObject({ status, body });
  });

  it.each([
    ['a date that is no number', '/rest/rules/es/events_tail/?from_date=2026-01-01', 500],
    ['a page that is no number', '/rest/rules/es/events_tail/?page=abc', 500],
    ['an unknown path', '/rest/rules/es/nosuch/', 404],
    ['two slashes', '/rest/rules/es/events_tail//', 404]
  ])('%s with a page of HTML', async (_, path, status) => {
    const answer = await eve.ask(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
  });

  it('a path without its slash by sending there, before it looks at the token', async () => {
    const { status, headers } = await eve.ask('/rest/rules/es/events_tail?qfilter=a%20b', { headers: {} });
    expect([status, headers.get('location')]).toEqual([301, '/rest/rules/es/events_tail/?qfilter=a%20b']);
  });

  it('a method that is not there', async () => {
    expect(await eve.ask('alerts_count/', { method: 'DELETE' })).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' }
    });
  });

  it('a filter, and says why in a header that Scirius does not have', async () => {
    const { headers } = await eve.ask('events_tail/?qfilter=(');
    expect(decodeURIComponent(headers.get('x-huntbook-reason') ?? '')).toMatch(/column \d+/);
  });
});

describe('the embedded Scirius answers as a real one', () => {
  it('joins a filter without brackets, so that an OR loses what is before it', async () => {
    const { body } = await eve.ask(
      `events_tail/?${ALWAYS}&qfilter=${encodeURIComponent('event_type:http OR event_type:dns')}`
    );
    expect(body.count).toBe(10);
  });

  it('pages, and links with the parameters in order', async () => {
    const { body } = await eve.ask(`events_tail/?to_date=${NOW_MS}&page_size=15&page=2&from_date=0&qfilter=*`);
    const link = (page: string): string =>
      `http://scirius.test/rest/rules/es/events_tail/?from_date=0${page}&page_size=15&qfilter=*&to_date=${NOW_MS}`;
    expect(body).toMatchObject({ count: 40, exact_count: 40, next: link('&page=3'), previous: link('') });
    expect(body.results.map(({ n }: { n: number }) => n)).toEqual(Array.from({ length: 15 }, (_, n) => 24 - n));
    expect(body.results[0]).toMatchObject({ '@timestamp': '2026-10-05T10:24:00.000Z', host: 'probe1' });
  });

  it('counts alerts of a range and of the one before it', async () => {
    const [from, to] = [START_MS + 20 * 60_000, START_MS + 40 * 60_000];
    expect((await eve.ask(`alerts_count/?from_date=${from}&to_date=${to}`)).body).toEqual({
      prev_doc_count: 5,
      doc_count: 5
    });
    expect((await eve.ask(`alerts_count/?from_date=${from}&to_date=${to}&prev=false`)).body).toEqual({
      doc_count: 5,
      exact_count: 5
    });
  });

  it.each([
    ['event_type', ['alert', 'dns', 'flow', 'http']],
    ['src_ip', ['10.0.0.1', '2001:db8::1']],
    ['nosuch', []],
    // Numbers have no keyword, in a real Scirius neither; our clients send what it does not know.
    ['dest_port', []],
    ['dest_port&numbers=yes', [80, 443]]
  ])('lists the values of %s', async (field, values) => {
    expect((await eve.ask(`unique_values/?${ALWAYS}&field=${field}`)).body).toEqual(values);
  });

  it('counts values, most frequent first', async () => {
    expect((await eve.ask(`unique_values/?${ALWAYS}&field=http.hostname&counts=yes`)).body).toEqual([
      { key: 'www.example.org', doc_count: 10 }
    ]);
    expect((await eve.ask(`field_stats/?${ALWAYS}&field=alert.signature_id`)).body).toEqual([
      { key: 1, doc_count: 5 },
      { key: 5, doc_count: 5 }
    ]);
    expect((await eve.ask(`fields_stats/?${ALWAYS}&fields=alert.severity,-dest_port`)).body).toEqual({
      'alert.severity': [{ key: 3, doc_count: 10 }],
      dest_port: []
    });
  });

  it('draws who talked to whom, each end once', async () => {
    const { body } = await eve.ask(`graph_agg/?${ALWAYS}`);
    expect(body.graph.nodes).toHaveLength(3);
    expect(body.graph.edges).toEqual([
      { edge: ['10.0.0.1', '192.0.2.7'], doc_count: 20 },
      { edge: ['2001:db8::1', '192.0.2.7'], doc_count: 20 }
    ]);
  });

  it('makes buckets that begin at the start of the range', async () => {
    const { body } = await eve.ask(
      `events_timeline/?from_date=${START_MS}&to_date=${START_MS + 2_400_000 - 1}&interval=600`
    );
    const buckets = body.aggregations.date.buckets.map(({ key, doc_count }: { key: number; doc_count: number }) => [
      key - START_MS,
      doc_count
    ]);
    expect(buckets).toEqual([
      [0, 10],
      [600_000, 10],
      [1_200_000, 10],
      [1_800_000, 10]
    ]);
  });

  it('never makes more than 10,001 buckets, where interval=0 takes a real engine down (spike-scirius)', async () => {
    const { status, body } = await eve.ask(`events_timeline/?from_date=0&to_date=${NOW_MS}&interval=0`);
    expect([status, body.aggregations.date.buckets.length <= 10_001]).toEqual([200, true]);
  });

  it('draws a timeline of alerts by probe, or by their tags', async () => {
    const span = `from_date=${START_MS}&to_date=${START_MS + 2_399_999}&interval=3600`;
    const { body } = await eve.ask(`timeline/?${span}`);
    expect(body).toEqual({
      probe1: { entries: [{ time: START_MS, count: 10 }] },
      from_date: START_MS,
      to_date: START_MS + 2_399_999,
      interval: 3_600_000
    });
    const { probe1, ...rest } = body;
    expect((await eve.ask(`timeline/?${span}&target=true`)).body).toEqual({ ...rest, relevant: probe1 });
  });

  it('gives the events of a flow by their type, without an id', async () => {
    const { body } = await eve.ask(`events_from_flow_id/?${ALWAYS}&qfilter=flow_id:1000`);
    expect(body.Alert[0]).toEqual({ ...EVENTS[32], '@timestamp': '2026-10-05T10:32:00.000Z', host: 'probe1' });
    expect(Object.entries(body).map(([type, events]) => [type, (events as unknown[]).length])).toEqual([['Alert', 5]]);
  });

  it('sums the bytes of flows', async () => {
    const { body } = await eve.ask(
      `flow_timeline/?from_date=${START_MS}&to_date=${START_MS + 2_399_999}&interval=3600`
    );
    expect(body.aggregations.date.buckets[0]).toMatchObject({
      doc_count: 10,
      tx_bytes: { value: 1_000 },
      rx_bytes: { value: 500 }
    });
  });

  it('takes eight questions at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => eve.ask(`events_tail/?${ALWAYS}&qfilter=dest_port:${n % 2 === 0 ? 80 : 443}`))
    );
    expect(answers.map(({ body }) => body.count)).toEqual([26, 14, 26, 14, 26, 14, 26, 14]);
  });
});
