import fc from 'fast-check';
import { parseDuration, parseFilter, parseInstant, resolveRange, splitFilter } from '../../../src/scirius/index.js';
import '../../support/property-seed.js';

test.each([
  ['90m', 5_400_000],
  [' 24H ', 86_400_000],
  ['2w', 1_209_600_000]
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['2024-04-18T10:00:00Z', Date.UTC(2024, 3, 18, 10)],
  ['2024-04-18T10:00:00+0200', Date.UTC(2024, 3, 18, 8)],
  ['2024-04-18 10:00:00Z', Date.UTC(2024, 3, 18, 10)],
  ['1713434400000', 1_713_434_400_000],
  ['2024-04-18', new Date(2024, 3, 18).getTime()]
])('%s is a point in time', (text, ms) => {
  expect(parseInstant(text)).toBe(ms);
});

test.each(['soon', '', '1700000000', '12', '2024-13-45'])('%j is no point in time', text => {
  expect(() => parseInstant(text)).toThrow(expect.objectContaining({ code: 'TIME_REFUSED' }));
});

test('a range is absolute, thirty days when nothing is said, and never backward', () => {
  expect(resolveRange({}, 1e12)).toEqual({ fromMs: 1e12 - 30 * 86_400_000, toMs: 1e12 });
  expect(resolveRange({ last: '1h', to: '2024-04-18T10:00:00Z' }, 0).toMs).toBe(Date.UTC(2024, 3, 18, 10));
  expect(() => resolveRange({ from: '2024-04-18', to: '2024-04-17' }, 0)).toThrow('ends before it begins');
  expect(() => resolveRange({ from: '2024-04-18', last: '1h' }, 0)).toThrow('not both');
});

const below = (bytes: number) => (text: string) => text.length <= bytes;

test('splits the longest list of alternatives, and leaves the rest of the filter to every part', () => {
  const filter = 'event_type:tls AND tls.sni:(a.example OR b.example OR c.example) AND NOT dest_port:443';
  expect(splitFilter(filter, below(75))).toEqual([
    'event_type:tls AND tls.sni:(a.example OR b.example) AND NOT dest_port:443',
    'event_type:tls AND tls.sni:(c.example) AND NOT dest_port:443'
  ]);
  expect(splitFilter('a OR b', below(10))).toEqual(['a OR b']);
});

test.each(['NOT tls.sni:(a OR b OR c)', 'a AND b AND c AND d', '(a OR b', 'a:b (c OR d OR e) +f'])(
  'does not split %s, whose parts would find other events',
  filter => {
    expect(splitFilter(filter, below(5))).toBeUndefined();
  }
);

test('the parts hold every alternative once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 20, max: 90 }),
      (words, bytes) => {
        const filter = `event_type:x AND host:(${words.map(word => `"${word}"`).join(' OR ')})`;
        const parts = splitFilter(filter, below(bytes + 30)) ?? [];
        const found = parts.flatMap(part => [...part.matchAll(/"(\w+)"/g)].map(match => match[1]));
        expect(found).toEqual(words);
        expect(parts.every(part => parseFilter(part).errors.length === 0)).toBe(true);
      }
    ),
    { numRuns: 300 }
  );
});
