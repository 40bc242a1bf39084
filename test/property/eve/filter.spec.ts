import * as fc from 'fast-check';
import { foundLines, openEve, type EveScene } from '../../support/eve-store.js';
import { naiveMatch } from '../../support/naive-filter.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';

const WORDS = [
  'GET',
  'get',
  'wget',
  'a',
  'É',
  'é',
  'K\u212a',
  'x*y',
  'some%thing',
  "it's",
  '10.0.0.1',
  '80',
  'true',
  '_'
] as const;
const text = fc
  .array(fc.constantFrom(...WORDS, 'Mixed Case', 'two\twords'), { minLength: 1, maxLength: 3 })
  .map(parts => parts.join(' '));
const ip = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.9.9.9', '192.0.2.7');
const one = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | T[] | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: value },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) },
    fc.constant(undefined)
  );
const event = fc.record({
  event_type: fc.constantFrom('http', 'dns', 'HTTP'),
  src_ip: ip,
  dest_port: one(fc.constantFrom(22, 80, 443)),
  http: one(fc.record({ url: one(text) })),
  cold: one(
    fc.record({
      words: one(text),
      number: one(fc.integer({ min: -5, max: 100 })),
      flag: one(fc.boolean()),
      ratio: one(fc.constantFrom(0.5, 1.5, 80))
    })
  )
});

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
const escaped = (value: string): string => value.replace(/[+\-!():^[\]"{}~*?\\/&|<>= \t]/g, '\\$&');
const textField = fc.constantFrom('event_type', 'http.url', 'cold.words', 'http.url.keyword', 'cold.words.keyword');
const numberField = fc.constantFrom('dest_port', 'cold.number', 'n');
const number = fc.constantFrom('22', '80', '80.0', '080', '-3', '50', '1.5', 'x');
const word = fc.constantFrom(...WORDS);
const leaf = fc.oneof(
  fc.tuple(textField, word).map(([field, value]) => `${field}:${escaped(value)}`),
  fc.tuple(textField, text).map(([field, value]) => `${field}:${quoted(value)}`),
  fc
    .tuple(textField, fc.constantFrom('*', '?', 'w*', '*GET*', '*e?', 'm?xed*', '*%*', '*_*', 'É*', 'x\\*y'))
    .map(([field, value]) => `${field}:${value}`),
  fc.tuple(textField, word, word).map(([field, low, high]) => `${field}:[${quoted(low)} TO ${quoted(high)}}`),
  fc.tuple(numberField, number).map(([field, value]) => `${field}:${value.replace('-', '\\-')}`),
  fc
    .tuple(numberField, fc.constantFrom('[22 TO 80]', '{22 TO 80}', '[* TO 50}', '>=80', '<22', '{80 TO *}'))
    .map(([field, range]) => `${field}:${range}`),
  fc.constantFrom(
    'cold.flag:true',
    'cold.flag:false',
    'cold.flag:yes',
    'cold.ratio:[0.5 TO 1.5}',
    'cold.ratio:80',
    '_exists_:http',
    'cold.words:*',
    '*',
    'nosuch:1'
  ),
  fc.constantFrom(
    'src_ip:10.0.0.1',
    'src_ip:"10.0.0.0/24"',
    'src_ip:[10.0.0.1 TO 10.0.0.2}',
    'src_ip.keyword:10.*',
    'src_ip:10.*'
  ),
  word.filter(value => value !== 'x*y').map(escaped),
  fc.constantFrom('*wget*', '"Mixed Case"', '*ixed*')
);
const { filter } = fc.letrec<{ filter: string; group: string }>(tie => ({
  group: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('filter').map(inner => `(${inner})`)
  ),
  filter: fc
    .array(fc.tuple(fc.constantFrom(' ', ' AND ', ' OR '), fc.constantFrom('', '', 'NOT ', '-', '+'), tie('group')), {
      minLength: 1,
      maxLength: 4
    })
    .map(parts => parts.map(([operator, sign, node], n) => (n === 0 ? '' : operator) + sign + node).join(''))
}));

describe('the SQL of a filter', () => {
  const events = fc
    .sample(event, { numRuns: 300, seed: 7 })
    .map((one, n) => ({ timestamp: '2026-10-05T10:00:00.000000+0000', n, ...one }));
  let eve: EveScene;
  beforeAll(async () => {
    eve = await openEve();
    await eve.store.add(eve.write('eve.json', events));
  });
  afterAll(() => eve.close());

  it('finds exactly the events that a plain reading of the filter finds', async () => {
    // Each run is a query of a real database: far dearer than a run of a pure property.
    const numRuns = Math.max(25, Math.ceil(PROPERTY_RUNS / 200));
    await fc.assert(
      fc.asyncProperty(filter, async text => {
        const wanted: readonly number[] = events.filter(one => naiveMatch(`(${text})`, one)).map(({ n }) => n);
        expect(difference(await foundLines(eve, `* AND (${text})`), wanted)).toEqual({ missing: [], extra: [] });
      }),
      { numRuns }
    );
  });
});

/** Told by what is different: lists of hundreds of numbers say nothing. */
function difference(got: readonly number[], wanted: readonly number[]): object {
  return { missing: wanted.filter(n => !got.includes(n)), extra: got.filter(n => !wanted.includes(n)) };
}
