import * as fc from 'fast-check';
import { parseLuceneRegex } from '../../../companion/src/eve/query/lucene-regex.js';
import { regexFault } from '../../../src/scirius/language/lint/check-regex.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import '../../support/property-seed.js';

const PIECES = [
  ...'ab01.?*+|&~@#<>()[]{}^-,"\\:',
  '<1-9>',
  '[a-c]',
  '{2}',
  '{1,3}',
  '{2,}',
  '"x"',
  '()',
  '\\d',
  '\u{1f600}'
];

it('the linter and the embedded engine call the same regular expressions broken', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }), pieces => {
      const source = pieces.join('');
      expect([source, regexFault(source) === undefined]).toEqual([source, parseLuceneRegex(source) !== undefined]);
    }),
    { numRuns: PROPERTY_RUNS }
  );
});
