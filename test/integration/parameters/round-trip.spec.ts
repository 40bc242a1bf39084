import { readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';
import {
  arbitraryScalar,
  arbitraryText,
  arbitraryValue,
  PROPERTY_RUNS
} from '../../support/parameters/arbitrary-parameters.js';
import { expectedInBash, runInBash } from '../../support/parameters/run-bash.js';
import { expectedInR, runInR } from '../../support/parameters/run-r.js';
import { PROPERTY_SEED } from '../../support/property-seed.js';
import { askPapermill, tagged } from '../../support/papermill-oracle.js';
import { temporaryFolder } from '../../support/real-kernel.js';

/** Named in every failure, so that the values can be made again. */
const SEED = PROPERTY_SEED;
const representableOnly = true;

function sample(arbitrary: fc.Arbitrary<ParameterValue>, numRuns = PROPERTY_RUNS): readonly ParameterValue[] {
  return fc.sample(arbitrary, { numRuns, seed: SEED });
}

/** Shows the first values that came back changed. */
function expectSame(values: readonly unknown[], found: readonly unknown[], expected: readonly unknown[]): void {
  const changed = values.flatMap((value, index) =>
    isDeepStrictEqual(found[index], expected[index]) ? [] : [{ value, found: found[index], expected: expected[index] }]
  );
  expect({ seed: SEED, changed: changed.slice(0, 3) }).toEqual({ seed: SEED, changed: [] });
}

describe('any value, written for a language and read by its own interpreter', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('is the same in Python, and nothing but assignments of literals is written', () => {
    const values = sample(arbitraryValue());
    const parameters = new Map(values.map((value, index) => [`x${index}`, value]));
    const source = writeAssignments(parameters, { language: 'python' });
    expect(source.split('\n')).toHaveLength(values.length + 2);
    const [answer] = askPapermill([['assignments', source]]);
    expect(answer?.error).toBeUndefined();
    const found = mapEntries(answer?.value);
    expectSame(values, found, values.map(tagged));
  });

  it('is the same in bash, also where history is expanded and variables are integers', () => {
    const scalar = arbitraryScalar({ representableOnly });
    const key = arbitraryText({ representableOnly }).filter(text => text !== '');
    const value = fc.oneof(
      { weight: 4, arbitrary: scalar },
      { weight: 1, arbitrary: fc.array(scalar, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(fc.tuple(key, scalar), { maxLength: 4 }).map(entries => new Map(entries)) }
    );
    const values = sample(value);
    expectSame(values, runInBash(values, folder.path), values.map(expectedInBash));
    expect(readdirSync(folder.path)).toEqual(['script.sh']);
  });

  // bash 5.2 runs the text between backticks of a quoted key that also holds quotes, when it stands in the brackets.
  it('runs nothing in bash that stands in the key of a map', () => {
    const parts = ['`', "'", '"', ']', '[', '$(touch ran)', '\\', '`touch ran`', 'a'];
    const key = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 }).map(list => list.join(''));
    const values = sample(
      fc.array(fc.tuple(key, key), { maxLength: 3 }).map(entries => new Map(entries)),
      4000
    );
    expectSame(values, runInBash(values, folder.path), values.map(expectedInBash));
    expect(readdirSync(folder.path)).toEqual(['script.sh']);
  });

  it('is the same in R', () => {
    const values = sample(arbitraryValue({ representableOnly }), Math.min(PROPERTY_RUNS, 4000));
    const found = runInR(values, folder.path);
    expectSame(values, Array.isArray(found) ? found : [], values.map(expectedInR));
    expect(readdirSync(folder.path)).toEqual(['script.R']);
  });
});

/** The values of a map in the oracle's spelling. */
function mapEntries(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('map' in value) || !Array.isArray(value.map)) return [];
  return value.map.map((entry: unknown) => (Array.isArray(entry) ? entry[1] : undefined));
}
