import * as fc from 'fast-check';
import {
  NotebookReadError,
  readNotebook,
  serializeCell,
  toPlainNotebook,
  writeNotebook,
  writeNotebookWith
} from '../../../companion/src/notebook/index.js';
import { ODD_NOTEBOOKS } from '../../support/odd-notebooks.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import { brokenNotebookText, notebookText } from '../../support/random-notebooks.js';

const runs = { numRuns: PROPERTY_RUNS };
// A notebook costs some hundred times a number: a tenth of the runs covers the same time.
const fewerRuns = { numRuns: Math.ceil(PROPERTY_RUNS / 10) };
// Two texts are tried in each run.
const halfRuns = { numRuns: Math.ceil(PROPERTY_RUNS / 2) };
const options = { path: 'x.ipynb' };

describe('readNotebook', () => {
  it('gives a notebook or a NotebookReadError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        expect(outcome(bytes)).toBe('refused');
      }),
      runs
    );
  });

  it('gives a notebook or a NotebookReadError for a notebook broken in one place', () => {
    const samples = fc.constantFrom(...ODD_NOTEBOOKS.map(notebook => notebook.text));
    const pieces = fc.constantFrom('', 'null', '{}', '[]', '1', '1.0', '"x"', '"', ',');
    const brokenSample = fc
      .tuple(samples, fc.nat(), fc.nat(12), pieces)
      .map(
        ([text, at, length, piece]) => text.slice(0, at % text.length) + piece + text.slice((at % text.length) + length)
      );
    fc.assert(
      fc.property(fc.oneof(brokenNotebookText, brokenSample), text => {
        expect(['read', 'refused']).toContain(outcome(text));
      }),
      fewerRuns
    );
  });

  it('gives a notebook or a NotebookReadError for any JSON', () => {
    const keys = [
      'nbformat',
      'nbformat_minor',
      'cells',
      'worksheets',
      'metadata',
      'cell_type',
      'outputs',
      'source',
      'output_type',
      'data',
      'id'
    ];
    const values = fc.constantFrom<unknown>(
      2,
      3,
      4,
      5,
      '4',
      null,
      'code',
      'markdown',
      'stream',
      'display_data',
      'pyout',
      [],
      {},
      true
    );
    const { node } = fc.letrec<{ node: unknown }>(tie => ({
      node: fc.oneof(
        { maxDepth: 5 },
        values,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 4 })
      )
    }));
    fc.assert(
      fc.property(node, fc.constantFrom(2, 3, 4), fc.array(node, { maxLength: 3 }), (content, nbformat, cells) => {
        expect(['read', 'refused']).toContain(outcome(JSON.stringify(content)));
        expect(['read', 'refused']).toContain(
          outcome(JSON.stringify({ nbformat, metadata: {}, cells, worksheets: [{ cells }] }))
        );
      }),
      halfRuns
    );
  });
});

describe('writeNotebook', () => {
  it('writes what reads back to the same text, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(notebookText, text => {
        const notebook = deepFreeze(readNotebook(text, options));
        const written = writeNotebook(notebook);
        expect(writeNotebook(readNotebook(written, options))).toBe(written);
        expect(writeNotebookWith(notebook, notebook.cells.map(serializeCell))).toBe(written);
        expect(() => JSON.stringify(toPlainNotebook(notebook))).not.toThrow();
      }),
      fewerRuns
    );
  });
});

function outcome(text: string | Uint8Array): string {
  try {
    writeNotebook(readNotebook(text, options));
    return 'read';
  } catch (error) {
    if (error instanceof NotebookReadError) return 'refused';
    throw error;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
