import fc from 'fast-check';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';
import { askPapermill, tagged } from '../../support/papermill-oracle.js';
import { arbitraryValue } from '../../support/parameters/arbitrary-parameters.js';
import { GRAMMARS } from '../../support/parameters/grammars.js';
import { readAssignment } from '../../support/parameters/literal-reader.js';
import { PAPERMILL_SPELLINGS, papermillCell } from '../../support/parameters/papermill-spelling.js';
import { PROPERTY_SEED } from '../../support/property-seed.js';

const VALUES: readonly ParameterValue[] = [
  ...[null, true, false, 0n, -1n, 2n ** 31n - 1n, 2n ** 31n, -(2n ** 31n) - 1n, 2n ** 70n],
  ...[0, -0, 1, 0.1, 1e16, 1e-7, Number.NaN, Infinity, -Infinity],
  ...['', 'a b', '"', "it's", 'é', '😀', '\n\t\\', '\u0007\u2028', '$(id)', '`id`', '#{x}'],
  ...[[], [1n, 'a', [null]], new Map(), new Map([["k'", [1.5]]])],
  ...fc.sample(arbitraryValue({ representableOnly: true }), { numRuns: 200, seed: PROPERTY_SEED })
];

describe("papermill's spelling of parameters, which only tests know", () => {
  it.each(Object.keys(PAPERMILL_SPELLINGS))('is what papermill 2.7 writes in %s', language => {
    const questions = VALUES.map(
      value => ['codify', { language, parameters: tagged(new Map([['x', value]])) }] as const
    );
    const theirs = askPapermill(questions).map(({ value }) => value);
    expect(VALUES.map(value => papermillCell(language, 'x', value) ?? null)).toEqual(theirs);
  });

  it.each([
    ['julia', 'julia', '$(run(`touch canary`))'],
    ['.net-csharp', 'csharp', 'é1'],
    ['matlab', 'matlab', "x'; system('touch canary'); '"]
  ] as const)(
    'headless §1.3 #39: in %s a text is more, or other, than the text, and ours is not',
    (theirs, ours, text) => {
      const read = (cell: string): unknown => readAssignment(cell.split('\n')[1] ?? '', 'x', GRAMMARS[ours]);
      expect(read(writeAssignments(new Map([['x', text]]), { language: ours }))).toBe(text);
      expect(() => read(papermillCell(theirs, 'x', text) ?? '')).toThrow(/code in a text|no escape|no literal/);
    }
  );
});
