import { readNotebook, writeNotebook } from '../../../companion/src/notebook/index.js';
import { countingRandom, nbformatAnswers, type OracleAnswer } from '../../support/nbformat-oracle.js';
import { ODD_NOTEBOOKS } from '../../support/odd-notebooks.js';

describe('reading and writing agrees with nbformat byte for byte', () => {
  let answers: readonly OracleAnswer[] = [];
  beforeAll(() => {
    answers = nbformatAnswers(ODD_NOTEBOOKS.map(notebook => notebook.text));
  });

  it.each(ODD_NOTEBOOKS.map((notebook, index) => ({ ...notebook, index })))('for $title', ({ text, index }) => {
    const written = writeNotebook(readNotebook(text, { path: 'x.ipynb', random: countingRandom() }));
    expect({ text: written }).toEqual(answers[index]);
  });

  it.each(ODD_NOTEBOOKS)('and a second reading changes nothing, for $title', ({ text }) => {
    const once = writeNotebook(readNotebook(text, { path: 'x.ipynb' }));
    expect(writeNotebook(readNotebook(once, { path: 'x.ipynb' }))).toBe(once);
  });
});
