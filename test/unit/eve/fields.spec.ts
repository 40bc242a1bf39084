import * as fc from 'fast-check';
import { ipNumber, ipRange } from '../../../companion/src/eve/fields/ip-number.js';
import { mayBeTime, parseTime } from '../../../companion/src/eve/fields/parse-time.js';
import { readEvent } from '../../../companion/src/eve/ingest/read-event.js';
import { allValues, valuesAt } from '../../../companion/src/eve/ingest/values-at.js';
import { tokensOf } from '../../../companion/src/eve/fields/analyse.js';
import '../../support/property-seed.js';

describe('a time of an event', () => {
  it('is read as Date reads it, whatever the day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true }), date => {
        const text = date.toISOString().replace('Z', '789+0000');
        expect([mayBeTime(text), parseTime(text)]).toEqual([true, date.getTime()]);
      }),
      { numRuns: 2_000 }
    );
  });

  it.each([
    ['2026-10-05T12:00:00.5+02:00', Date.UTC(2026, 9, 5, 10, 0, 0, 500)],
    ['2026-10-05', Date.UTC(2026, 9, 5)],
    ['2026/10/05 01:02:03', Date.UTC(2026, 9, 5, 1, 2, 3)],
    ['2026-02-30T00:00:00.000000+0000', undefined],
    ['2026-13-01T00:00:00.000000+0000', undefined],
    ['2026-10-05T0x:00:00.000000+0000', undefined],
    ['2026', undefined],
    ['yesterday', undefined]
  ])('%s is %s', (text, atMs) => {
    expect(parseTime(text)).toBe(atMs);
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', 0xffff0a000001n],
    ['::1', 1n],
    ['2001:db8::ff00:1', 0x20010db80000000000000000ff000001n],
    ['::ffff:10.0.0.1', 0xffff0a000001n],
    ['10.0.0.256', undefined],
    ['fe80::1%eth0', undefined],
    ['x', undefined]
  ])('%s is the number %s', (text, number) => {
    expect(ipNumber(text)).toBe(number);
  });

  it.each([
    ['10.1.2.3/8', [0xffff0a000000n, 0xffff0affffffn]],
    ['2001:db8::/32', [0x20010db8n << 96n, (0x20010db9n << 96n) - 1n]],
    ['10.0.0.1/33', undefined],
    ['10.0.0.1/8/8', undefined]
  ])('%s as a block', (text, range) => {
    expect(ipRange(text)).toEqual(range);
  });
});

describe('the tokens of a text', () => {
  it.each([
    ['GET  /Index.HTML\tx', ['get', '/index.html', 'x']],
    // Only A to Z change, and a non-breaking space is part of a word.
    ['\u00c9T\u00c9\u00a0X \u212a', ['\u00c9t\u00c9\u00a0x', '\u212a']],
    ['a'.repeat(300), ['a'.repeat(255), 'a'.repeat(45)]],
    ['', []]
  ])('of %j', (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });
});

describe('the values of an event', () => {
  const nested = (depth: number): string => `{"n":1,"deep":${'['.repeat(depth)}7${']'.repeat(depth)}}`;

  it.each([
    [60, [7]],
    [1_000_000, []]
  ])('that nests %d deep are those that were indexed', (depth, deep) => {
    const event = readEvent(nested(depth)) ?? {};
    expect(valuesAt(event, 'deep')).toEqual(deep);
    expect(allValues(event)).toEqual([['n', 1], ...deep.map(value => ['deep', value])]);
  });
});
