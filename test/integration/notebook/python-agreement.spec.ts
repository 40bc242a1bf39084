import * as fc from 'fast-check';
import { readNotebook, writeNotebook } from '../../../companion/src/notebook/index.js';
import { pythonFloatText } from '../../../src/json/index.js';
import { countingRandom, nbformatAnswers, pythonFloatAnswers } from '../../support/nbformat-oracle.js';
import { PROPERTY_SEED } from '../../support/property-seed.js';
import { notebookText } from '../../support/random-notebooks.js';

/** The seed stands in the title of a failing test. */
const seed = PROPERTY_SEED;

describe(`random samples of seed ${seed} agree with Python`, () => {
  it('when a notebook is read, upgraded and written', () => {
    const texts = fc.sample(notebookText, { numRuns: 500, seed });
    const answers = nbformatAnswers(texts);
    for (const [index, text] of texts.entries()) {
      const written = writeNotebook(readNotebook(text, { path: 'x.ipynb', random: countingRandom() }));
      expect({ input: text, text: written }).toEqual({ input: text, ...answers[index] });
    }
  });

  it('when a float is spelled', () => {
    const numbers = fc
      .sample(fc.double(), { numRuns: 20_000, seed })
      .concat([0, -0, 1e16, 1e15, 9999999999999998, 1e-4, 9.999e-5, 1e21, 1e22, 5e-324]);
    const spelled = numbers.map(number => ({ text: pythonFloatText(number) }));
    expect(spelled).toEqual(pythonFloatAnswers(numbers));
  });
});
