import * as fc from 'fast-check';
import { dateMath } from '../../../companion/src/eve/query/date-math.js';
import { isWithinDistance } from '../../../companion/src/eve/query/edit-distance.js';
import { parseLuceneRegex } from '../../../companion/src/eve/query/lucene-regex.js';
import { phraseIsIn } from '../../../companion/src/eve/query/phrase.js';
import { recogniserOf } from '../../../companion/src/eve/query/recognise.js';
import { NOTHING, patternOf, type Language } from '../../../companion/src/eve/query/regular-expression.js';
import { asJavaScript } from '../../../companion/src/eve/fields/char-set.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import '../../support/property-seed.js';

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
    const matches = members.concat(others).filter(recogniserOf(language));
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

describe('a recogniser', () => {
  const letter = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]');
  const { regex } = fc.letrec<{ regex: string; atom: string }>(tie => ({
    atom: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      letter,
      tie('regex').map(inner => `(${inner})`),
      tie('regex').map(inner => `~(${inner})`)
    ),
    regex: fc
      .array(
        fc.tuple(
          tie('atom'),
          fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?'),
          fc.constantFrom('', '', '|', '&')
        ),
        { minLength: 1, maxLength: 4 }
      )
      .map(parts => parts.map(([atom, times, by], n) => atom + times + (n < parts.length - 1 ? by : '')).join(''))
  }));

  it('recognises what is in a language by its definition', () => {
    fc.assert(
      fc.property(
        regex,
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 }), { maxLength: 5 }),
        (source, texts) => {
          const language = parseLuceneRegex(source) ?? NOTHING;
          expect(texts.filter(recogniserOf(language))).toEqual(texts.filter(text => isMember(language, text)));
        }
      ),
      { numRuns: PROPERTY_RUNS / 50 }
    );
  });

  // Each of these has an expression of JavaScript at work for hours.
  it.each([
    ['(a+)+b', 'a'.repeat(255)],
    ['(a|a|aa)*b', 'a'.repeat(255)],
    ['.*a.*a.*a.*a.*a.*a.*a.*b', 'a'.repeat(255)],
    ['(.*){1,32}[bc]', 'a'.repeat(255)],
    ['((a?){30}(a*)*)*b', 'a'.repeat(255)],
    ['~(((a*)*)*b)&(a*)*c', 'a'.repeat(255)]
  ])('of /%s/ does not hang', (source, text) => {
    expect(recogniserOf(parseLuceneRegex(source) ?? NOTHING)(text)).toBe(false);
  });

  it('refuses an expression with more alternatives than can be worked out', () => {
    const isIn = recogniserOf(parseLuceneRegex('(.*a.{300}){3}') ?? NOTHING);
    let last = 1;
    const random = (): number => (last = (last * 48_271) % 2_147_483_647);
    const text = Array.from({ length: 100_000 }, () => (random() % 3 === 0 ? 'a' : 'b')).join('');
    expect(() => isIn(text)).toThrow(expect.objectContaining({ code: 'FILTER_REFUSED' }));
  });
});

/** By definition, trying every way to cut the text. */
function isMember(language: Language, text: string): boolean {
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)] as const);
  switch (language.kind) {
    case 'set':
      return (
        text.length === 1 && language.set.some(([low, high]) => low <= text.charCodeAt(0) && text.charCodeAt(0) <= high)
      );
    case 'nothing':
      return false;
    case 'either':
      return language.of.some(one => isMember(one, text));
    case 'both':
      return language.of.every(one => isMember(one, text));
    case 'not':
      return !isMember(language.of, text);
    case 'sequence': {
      const [first, ...others] = language.of;
      if (first === undefined) return text === '';
      return cuts.some(([a, b]) => isMember(first, a) && isMember({ kind: 'sequence', of: others }, b));
    }
    case 'repeat': {
      const { of, least, most } = language;
      if (text === '') return least === 0 || isMember(of, '');
      if (most === 0) return false;
      const rest = { ...language, least: Math.max(0, least - 1), most: most === undefined ? most : most - 1 };
      // Rounds that take nothing help only to reach the least number.
      return cuts.some(
        ([a, b]) => (a !== '' || (least > 0 && isMember(of, ''))) && isMember(of, a) && isMember(rest, b)
      );
    }
  }
}

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

describe('a phrase with repeated words', () => {
  const words = (maxLength: number): fc.Arbitrary<string[]> => fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength });

  it('is found exactly when its words can take places of their own that are near enough', () => {
    fc.assert(
      fc.property(words(5), fc.nat(6), words(8), (tokens, slop, value) => {
        fc.pre(tokens.length > 0);
        expect(phraseIsIn({ tokens, slop }, value)).toBe(fits(tokens, { value, slop, used: [] }));
      }),
      { numRuns: PROPERTY_RUNS / 10 }
    );
  });

  it('is looked for in a long text without trying all ways', () => {
    const value = [...'a'.repeat(2_000)];
    expect(phraseIsIn({ tokens: [...'a'.repeat(8), 'b'], slop: 1_000_000 }, value)).toBe(false);
    expect(phraseIsIn({ tokens: [...'aaaab'], slop: 3 }, [...value, 'c', 'c', 'c', 'c', 'b'])).toBe(false);
    expect(phraseIsIn({ tokens: [...'aaaab'], slop: 4 }, [...value, 'c', 'c', 'c', 'c', 'b'])).toBe(true);
  });
});

/** Tries every way to give each word a position of its own. */
function fits(
  tokens: readonly string[],
  { value, slop, used }: { readonly value: readonly string[]; readonly slop: number; readonly used: readonly number[] }
): boolean {
  const shifts = used.map((position, place) => position - place);
  if (Math.max(...shifts) - Math.min(...shifts) > slop) return false;
  if (used.length === tokens.length) return true;
  return value.some(
    (word, at) =>
      word === tokens[used.length] && !used.includes(at) && fits(tokens, { value, slop, used: [...used, at] })
  );
}

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
