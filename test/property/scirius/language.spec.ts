import fc from 'fast-check';
import {
  applyFix,
  completionAt,
  lintFilter,
  parseFilter,
  serializeFilter,
  wrapFilter,
  type FilterNode
} from '../../../src/scirius/language/index.js';
import { PROPERTY_RUNS } from '../../support/property-runs';

const PARTS = [
  ...[
    'event_type',
    'dest_port',
    'src_ip',
    ':',
    ': ',
    '(',
    ')',
    ' ',
    '  ',
    ' AND ',
    ' OR ',
    ' NOT ',
    '&&',
    '||',
    '!',
    '+',
    '-'
  ],
  ...[
    '"',
    '/',
    '\\',
    '*',
    '?',
    '~',
    '~1',
    '^',
    '^2',
    '^2.5',
    '[',
    '{',
    ']',
    '}',
    ' TO ',
    '>',
    '>=',
    '<',
    'a',
    'wget',
    '80'
  ],
  ...[
    '"a b"',
    '/x.*/',
    '\\/',
    '\\u0041',
    '\\u00',
    '\u3000',
    '\u00a0',
    '\t',
    '\n',
    '_exists_:',
    '*:',
    '10.0.0.0',
    'AND',
    'and',
    '{{x}}'
  ]
];
const filters = fc.oneof(
  fc.array(fc.constantFrom(...PARTS), { maxLength: 24 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 })
);
const readable = filters.filter(text => parseFilter(text).errors.length === 0);
const runs = { numRuns: PROPERTY_RUNS };

/** A tree without places and spellings that serialising may change. */
function meaning(node: FilterNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      ['from', 'to', 'span', 'operator'].includes(key) ? undefined : value
    )
  ) as unknown;
}

test('reading, checking and completing never throw, and every place lies within the text', () => {
  fc.assert(
    fc.property(filters, fc.nat(60), (text, cursor) => {
      const parsed = parseFilter(text);
      const places = [
        ...parsed.errors,
        ...lintFilter(parsed),
        ...parsed.tokens,
        completionAt(text, cursor % (text.length + 1))
      ];
      for (const { from, to } of places) {
        expect(from >= 0 && from <= to && to <= text.length).toBe(true);
      }
    }),
    runs
  );
});

test('a filter that is written anew reads the same, and stays as it is', () => {
  fc.assert(
    fc.property(readable, text => {
      const { root } = parseFilter(text);
      const written = serializeFilter(root);
      const again = parseFilter(written);
      expect({ errors: again.errors, tree: meaning(again.root) }).toEqual({ errors: [], tree: meaning(root) });
      expect(serializeFilter(again.root)).toBe(written);
    }),
    runs
  );
});

test('a wrapped filter is one clause, whatever it holds', () => {
  fc.assert(
    fc.property(readable, text => {
      const { root } = parseFilter(`* AND ${wrapFilter(text)} AND event_type:alert`);
      expect(root.clauses.map(clause => clause.occur)).toEqual(['must', 'must', 'must']);
    }),
    runs
  );
});

test('every fix of a filter without syntax errors leaves one without', () => {
  fc.assert(
    fc.property(readable, text => {
      for (const fix of lintFilter(text).flatMap(diagnostic => diagnostic.fixes)) {
        const { from, to } = fix.changes[0] ?? { from: 0, to: 0 };
        expect({ text, fix, from, to, errors: parseFilter(applyFix(text, fix)).errors }).toMatchObject({ errors: [] });
      }
    }),
    runs
  );
});

const GROWING: Readonly<Record<string, (n: number) => string>> = {
  'open brackets': n => '('.repeat(n),
  'nested brackets': n => `${'('.repeat(n)}a${')'.repeat(n)}`,
  'open quotes': n => '"a '.repeat(n),
  'escaped quotes': n => `"${'\\"'.repeat(n)}`,
  'open regular expressions': n => '/ \\/'.repeat(n),
  'open ranges': n => '[a '.repeat(n),
  'quotes in a range': n => `[${'"\\" '.repeat(n)}`,
  'words in a row': n => 'a '.repeat(n),
  'clauses with AND': n => 'a:b AND '.repeat(n),
  'mixed operators': n => 'a:b AND c:d OR '.repeat(n),
  backslashes: n => '\\'.repeat(n),
  colons: n => ':'.repeat(n),
  marks: n => '^~'.repeat(n)
};

test.each(Object.keys(GROWING))('takes steps in proportion to the length for %s', name => {
  const grow = GROWING[name] ?? (() => '');
  const steps = (n: number): number => parseFilter(grow(n)).steps;
  expect(steps(4_000)).toBeLessThan(5 * steps(1_000) + 100);
});
