import type { Cell, Notebook } from '../../../companion/src/notebook/index.js';
import { injectParameters, inspectParameters, notebookLanguage } from '../../../companion/src/parameters/index.js';
import type { JsonObject } from '../../../src/json/index.js';

const PYTHON = { kernelName: 'python3', language: 'python' };

function code(source: string, ...tags: string[]): Cell {
  return { id: source, cell_type: 'code', source, metadata: { tags }, outputs: [], execution_count: null };
}

function notebook(cells: readonly Cell[], metadata: JsonObject = {}): Notebook {
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

describe('injected parameters', () => {
  it('change nothing when there are none', () => {
    const before = notebook([code('a = 1', 'parameters')]);
    expect(injectParameters(before, new Map(), PYTHON)).toEqual({ notebook: before, problems: [] });
  });

  it('without a parameters cell come first, with a warning', () => {
    const { notebook: after, problems } = injectParameters(notebook([code('a')]), new Map([['x', 1n]]), PYTHON);
    expect(after.cells.map(cell => cell.source)).toEqual(['# Parameters\nx = 1\n', 'a']);
    expect(problems).toEqual([expect.objectContaining({ code: 'parameters-cell-present', severity: 'warning' })]);
  });

  it('that the parameters cell does not declare are set and reported', () => {
    const before = notebook([code('host = ""', 'parameters')], { kernelspec: { name: 'python3', language: 'python' } });
    const { problems } = injectParameters(
      before,
      new Map([
        ['host', 'a'],
        ['hots', 'b']
      ]),
      PYTHON
    );
    expect(problems).toEqual([
      expect.objectContaining({ code: 'parameter-declared', severity: 'info', at: { item: 'hots' } })
    ]);
  });

  it.each([
    ['R', 'ir', 'parameter-number-exact-in-r'],
    ['MATLAB', 'matlab', 'parameter-number-exact-in-matlab']
  ])('beyond 2^53 are reported for %s, where they become text', (_title, kernelName, problem) => {
    const before = notebook([code('flow = 0', 'parameters')]);
    const { problems } = injectParameters(before, new Map([['flow', [2n ** 60n]]]), { kernelName });
    expect(problems).toEqual([expect.objectContaining({ code: problem, at: { item: 'flow' } })]);
  });
});

describe('the language of a notebook', () => {
  const CASES: readonly (readonly [metadata: JsonObject, overrides: object, expected: object])[] = [
    [{ kernelspec: { name: 'ir', language: 'R' } }, {}, { kernelName: 'ir', language: 'R' }],
    [
      { kernelspec: { name: 'x', language: 'old' }, language_info: { name: 'new' } },
      {},
      { kernelName: 'x', language: 'new' }
    ],
    [{ language_info: { name: 'python' } }, {}, { language: 'python' }],
    [{ kernelspec: { name: 'python3' } }, { kernelName: 'bash' }, { kernelName: 'bash' }],
    [{ kernelspec: 'broken', language_info: [1] }, { language: 'R' }, { language: 'R' }]
  ];
  it.each(CASES)('of metadata %j with %j is %j', (metadata, overrides, expected) => {
    expect(notebookLanguage(notebook([], metadata), overrides)).toEqual(expected);
  });

  it('is asked for when nobody names it', () => {
    expect(() => notebookLanguage(notebook([]))).toThrow(
      expect.objectContaining({ code: 'NOTEBOOK_LANGUAGE_UNKNOWN' })
    );
  });
});

describe('the parameters of a notebook', () => {
  it('are listed with type, default and help; a line with two equals signs is named', () => {
    const source = 'host: str = ""  # the host\nlimit = 10  # type: int how many\nsame = a == b\n';
    const inspected = inspectParameters(notebook([code('x'), code(source, 'parameters')]), PYTHON);
    expect(inspected.parameters).toEqual([
      { name: 'host', type: 'str', default: '""', help: 'the host' },
      { name: 'limit', type: 'int', default: '10', help: 'how many' }
    ]);
    expect(inspected.problems).toEqual([
      expect.objectContaining({ code: 'parameter-line-readable', at: { cell: 1, line: 3 } })
    ]);
  });

  it('of another language than Python cannot be listed, which is said', () => {
    const inspected = inspectParameters(notebook([code('x=1', 'parameters')]), { kernelName: 'bash' });
    expect(inspected).toMatchObject({ parameters: [], isInspectable: false });
    expect(inspected.problems).toEqual([expect.objectContaining({ code: 'parameters-language-inspectable' })]);
  });
});
