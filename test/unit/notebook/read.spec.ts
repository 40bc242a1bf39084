import {
  cellTags,
  NOTEBOOK_READ_HINTS,
  NotebookReadError,
  newCellId,
  readNotebook,
  toPlainNotebook,
  type NotebookReadDetails
} from '../../../companion/src/notebook/index.js';

const read = (content: unknown) => readNotebook(JSON.stringify(content), { path: 'folder/x.ipynb' });
const v4 = (cells: unknown, rest: object = {}): object => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
  ...rest
});
const output = (content: object): object =>
  v4([{ cell_type: 'raw' }, { cell_type: 'code', outputs: [{ output_type: 'error' }, content] }]);

type Refused = readonly [title: string, text: string | Uint8Array, details: Partial<NotebookReadDetails>];
const json = JSON.stringify;
const REFUSED: readonly Refused[] = [
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff]), { kind: 'encoding', place: {} }],
  ['an empty file', '', { kind: 'json-syntax', place: { line: 1, column: 1 } }],
  ['broken JSON', '{\n "cells": [,]}', { kind: 'json-syntax', place: { line: 2, column: 12 } }],
  ['a list', '[]', { kind: 'not-a-notebook', place: {} }],
  ['a number that is kept exact', '1.0', { kind: 'not-a-notebook' }],
  ['an object without nbformat', '{"cells": []}', { kind: 'not-a-notebook' }],
  ['a version that is text', '{"nbformat": "4"}', { kind: 'not-a-notebook' }],
  ['a minor version that is text', '{"nbformat": 4, "nbformat_minor": "5"}', { kind: 'not-a-notebook' }],
  ['version 4 without cells', '{"nbformat": 4, "nbformat_minor": 5}', { kind: 'not-a-notebook' }],
  [
    'version 1',
    '{"nbformat": 1}',
    { kind: 'version', reason: 'it has nbformat version 1; versions 2, 3 and 4 can be read' }
  ],
  [
    'version 5',
    '{"nbformat": 5}',
    { kind: 'version', reason: 'it has nbformat version 5; versions 2, 3 and 4 can be read' }
  ],
  ['metadata that is a list', json(v4([], { metadata: [] })), { kind: 'wrong-type', place: { key: 'metadata' } }],
  [
    'a cell that is text',
    json(v4([{ cell_type: 'raw' }, 'x'])),
    { place: { cell: 1 }, reason: 'expected an object, found a text' }
  ],
  ['a cell that is null', json(v4([null])), { place: { cell: 0 }, reason: 'expected an object, found null' }],
  ['a cell without type', json(v4([{}])), { place: { cell: 0, key: 'cell_type' } }],
  ['a cell of unknown type', json(v4([{ cell_type: 'heading' }])), { place: { cell: 0, key: 'cell_type' } }],
  ['an id that is a number', json(v4([{ cell_type: 'raw', id: 1 }])), { place: { cell: 0, key: 'id' } }],
  [
    'a source that is a number',
    json(v4([{ cell_type: 'raw', source: 1 }])),
    { place: { cell: 0, key: 'source' }, reason: 'expected a text, found a number' }
  ],
  [
    'a source line that is a number',
    json(v4([{ cell_type: 'raw', source: ['a', 1] }])),
    { place: { cell: 0, key: 'source' } }
  ],
  [
    'cell metadata that is text',
    json(v4([{ cell_type: 'raw', metadata: 'x' }])),
    { place: { cell: 0, key: 'metadata' } }
  ],
  [
    'attachments that are a list',
    json(v4([{ cell_type: 'raw', attachments: [] }])),
    { place: { cell: 0, key: 'attachments' } }
  ],
  [
    'outputs that are an object',
    json(v4([{ cell_type: 'code', outputs: {} }])),
    { place: { cell: 0, key: 'outputs' } }
  ],
  [
    'a count that is text',
    json(v4([{ cell_type: 'code', execution_count: '1' }])),
    { place: { cell: 0, key: 'execution_count' } }
  ],
  [
    'a count that is no whole number',
    json(v4([{ cell_type: 'code', execution_count: 1.5 }])),
    { place: { cell: 0, key: 'execution_count' } }
  ],
  ['an output that is a number', json(v4([{ cell_type: 'code', outputs: [1] }])), { place: { cell: 0, output: 0 } }],
  [
    'an output of unknown type',
    json(output({ output_type: 'pyout' })),
    { place: { cell: 1, output: 1, key: 'output_type' } }
  ],
  [
    'stream text that is an object',
    json(output({ output_type: 'stream', text: {} })),
    { place: { cell: 1, output: 1, key: 'text' } }
  ],
  [
    'a stream name that is a number',
    json(output({ output_type: 'stream', name: 1 })),
    { place: { cell: 1, output: 1, key: 'name' } }
  ],
  [
    'data that are text',
    json(output({ output_type: 'display_data', data: 'x' })),
    { place: { cell: 1, output: 1, key: 'data' } }
  ],
  [
    'a traceback that is text',
    json(output({ output_type: 'error', traceback: 'x' })),
    { place: { cell: 1, output: 1, key: 'traceback' } }
  ],
  ['v3 worksheets that are an object', '{"nbformat": 3, "worksheets": {}}', { place: { key: 'worksheets' } }],
  [
    'v3 JSON data that are broken',
    '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "outputs": [{"output_type": "pyout", "json": "{"}]}]}]}',
    { place: { cell: 0, output: 0, key: 'json' } }
  ],
  [
    'v3 cells of unknown type',
    '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "other"}]}]}',
    { place: { cell: 0, key: 'cell_type' } }
  ],
  [
    'nesting beyond a thousand levels',
    `{"nbformat": 4, "cells": ${'['.repeat(1001)}`,
    { kind: 'json-syntax', place: { line: 1, column: 1025 } }
  ]
];

describe('readNotebook refuses, with path, place, reason and hint,', () => {
  it.each(REFUSED)('%s', (_title, text, details) => {
    const failure = failureOf(() => readNotebook(text, { path: 'folder/x.ipynb' }));
    expect(failure.details).toMatchObject({ path: 'folder/x.ipynb', ...details });
    expect(failure.code).toBe('NOTEBOOK_READ');
    expect(failure.message).toContain('folder/x.ipynb');
    expect(failure.hint).toBe(NOTEBOOK_READ_HINTS[failure.details.kind]);
  });

  it('each kind of its table at least once', () => {
    const kinds = new Set(REFUSED.map(([, text]) => failureOf(() => readNotebook(text, { path: 'x' })).details.kind));
    expect([...kinds].sort()).toEqual(Object.keys(NOTEBOOK_READ_HINTS).sort());
  });

  it('in words that a person counts by', () => {
    const failure = failureOf(() => read(output({ output_type: 'stream', text: 1 })));
    expect(failure.message).toBe(
      'Cannot read the notebook folder/x.ipynb: cell 2, output 2, "text": expected a text, found a number.'
    );
  });
});

describe('readNotebook adds what is missing:', () => {
  it('metadata, source, outputs, counts, ids', () => {
    const { cells, metadata } = read({ nbformat: 4, cells: [{ cell_type: 'code' }, { cell_type: 'markdown' }] });
    expect(metadata).toEqual({});
    expect(cells).toEqual([
      {
        cell_type: 'code',
        id: expect.stringMatching(/^[\da-f]{8}$/),
        metadata: {},
        source: '',
        outputs: [],
        execution_count: null
      },
      { cell_type: 'markdown', id: expect.stringMatching(/^[\da-f]{8}$/), metadata: {}, source: '' }
    ]);
  });

  it.each([
    ['stream', { output_type: 'stream', name: 'stdout', text: '' }],
    ['display_data', { output_type: 'display_data', data: {}, metadata: {} }],
    ['execute_result', { output_type: 'execute_result', data: {}, metadata: {}, execution_count: null }],
    ['error', { output_type: 'error', ename: '', evalue: '', traceback: [] }]
  ])('the parts of an output of type %s', (outputType, complete) => {
    const { cells } = read(v4([{ cell_type: 'code', outputs: [{ output_type: outputType }] }]));
    expect(cells[0]).toMatchObject({ outputs: [complete] });
  });

  it('ids that differ from those that are there', () => {
    const sequence = [0x1 / 2 ** 32, 0x2 / 2 ** 32, 0x2 / 2 ** 32, 0x3 / 2 ** 32];
    const text = json(v4([{ cell_type: 'raw', id: '00000001' }, { cell_type: 'raw' }, { cell_type: 'raw' }]));
    const { cells } = readNotebook(text, { path: 'x', random: () => sequence.shift() ?? 0 });
    expect(cells.map(cell => cell.id)).toEqual(['00000001', '00000002', '00000003']);
  });
});

it('a cell keeps keys that nbformat does not know', () => {
  expect(read(v4([{ cell_type: 'raw', more: [1] }], { extra: 2 }))).toMatchObject({ extra: 2, cells: [{ more: [1] }] });
});

it('an execution count written as float is read as a whole number', () => {
  const { cells } = readNotebook('{"nbformat": 4, "cells": [{"cell_type": "code", "execution_count": 3.0}]}', {
    path: 'x'
  });
  expect(cells[0]).toMatchObject({ execution_count: 3 });
});

it('bytes with a byte order mark are read', () => {
  const bytes = new TextEncoder().encode(`\ufeff${json(v4([]))}`);
  expect(readNotebook(bytes, { path: 'x' }).cells).toEqual([]);
});

it('a heading level of a billion does not become a text of that length', () => {
  const text =
    '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 1000000000, "source": "x"}]}]}';
  expect(readNotebook(text, { path: 'x' }).cells[0]?.source.length).toBeLessThan(200);
});

it('toPlainNotebook holds plain numbers and joined texts', () => {
  const text =
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {"a": 1.0, "b": NaN}, "cells": [{"cell_type": "raw", "id": "x", "source": ["a\\n", "b"]}]}';
  expect(toPlainNotebook(readNotebook(text, { path: 'x' }))).toEqual({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { a: 1, b: null },
    cells: [{ cell_type: 'raw', id: 'x', metadata: {}, source: 'a\nb' }]
  });
});

describe('cellTags', () => {
  it.each([
    [{}, []],
    [{ tags: null }, []],
    [{ tags: 'parameters' }, []],
    [{ tags: ['a', 1, 'b', null] }, ['a', 'b']]
  ])('of metadata %j are %j', (metadata, tags) => {
    expect(cellTags({ metadata })).toEqual(tags);
  });
});

describe('newCellId', () => {
  it.each([
    [0, '00000000'],
    [0.5, '80000000'],
    [1 - 2 ** -53, 'ffffffff']
  ])('of the random number %d is %s', (number, id) => {
    expect(newCellId(() => number)).toBe(id);
  });
});

function failureOf(act: () => unknown): NotebookReadError {
  try {
    act();
  } catch (error) {
    if (error instanceof NotebookReadError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
