import * as fc from 'fast-check';
import { tokensOf } from '../../../companion/src/eve/fields/analyse.js';
import { candidates } from '../../../companion/src/eve/store/candidate-lines.js';
import { parseFilter } from '../../../src/scirius/language/index.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';

const WORDS = ['wget', 'example', 'a/b', 'é.txt', 'true', '4445', 'tls'] as const;
const separators = fc.constantFrom(
  ' ',
  '\t',
  '\n',
  '\u2003',
  '\u0001',
  '"',
  '\\',
  '/',
  '.',
  'x',
  'u0041',
  'é',
  'x'.repeat(255)
);
const value = fc.array(fc.oneof(fc.constantFrom(...WORDS, 'Wget', 'TLS'), separators), { minLength: 1, maxLength: 5 });
/** Writers of JSON differ: some escape what is not ASCII, slashes, or everything. */
const writers: readonly ((text: string) => string)[] = [
  text => text,
  text => text.replaceAll('/', '\\/'),
  text => text.replace(/[^\0-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
];
const line = fc
  .tuple(
    fc.array(
      value.map(parts => parts.join('')),
      { maxLength: 3 }
    ),
    fc.constantFrom(...writers)
  )
  .map(([values, write]) => ({ values, text: write(JSON.stringify({ t: values, n: 1 })) }));

/** The numbers of the lines in which something is found. */
function found(word: string, lines: readonly string[]): readonly number[] {
  const leaf = parseFilter(word.replace('/', '\\/')).root.clauses[0]?.node;
  if (leaf === undefined || leaf.kind === 'group') throw new Error(`${word} is no leaf`);
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const ends = lines.map((_, n) => Buffer.byteLength(`${lines.slice(0, n + 1).join('\n')}\n`));
  return [...candidates(leaf)(bytes)].map(offset => ends.findIndex(end => offset < end));
}

it('no line that holds a word as a token is passed over, however it is written', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WORDS), fc.array(line, { minLength: 1, maxLength: 4 }), (word, lines) => {
      const all = found(
        word,
        lines.map(({ text }) => text)
      );
      const holding = lines.flatMap(({ values }, n) => (values.some(one => tokensOf(one).includes(word)) ? [n] : []));
      expect(all).toEqual(expect.arrayContaining([...holding]));
      expect(new Set(all).size).toBe(all.length);
    }),
    { numRuns: PROPERTY_RUNS }
  );
});

it('lines that spell a word only within longer ones are passed over', () => {
  expect(
    found('example', ['{"a":"www.example.org"}', '{"a":"example"}', '{"a":"an Example here"}', '{"example":1}'])
  ).toEqual([1, 2, 3]);
});
