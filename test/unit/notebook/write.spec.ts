import {
  readNotebook,
  serializeCell,
  splitLines,
  toPlainNotebook,
  writeNotebook,
  writeNotebookWith,
  type Notebook
} from '../../../companion/src/notebook/index.js';

const NOTEBOOK: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { signature: 's', kernelspec: { name: 'python3' } },
  cells: [
    { cell_type: 'markdown', id: 'a', metadata: { trusted: true }, source: '# x\n' },
    {
      cell_type: 'code',
      id: 'b',
      metadata: {},
      source: 'print(1)\n1',
      execution_count: 1,
      outputs: [{ output_type: 'stream', name: 'stdout', text: '1\n' }]
    }
  ]
};

describe('writeNotebook', () => {
  it('writes sorted keys, indentation 1, split texts, and no line feed at the end', () => {
    expect(writeNotebook(NOTEBOOK)).toBe(`{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "a",
   "metadata": {},
   "source": [
    "# x\\n"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "b",
   "metadata": {},
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "1\\n"
     ]
    }
   ],
   "source": [
    "print(1)\\n",
    "1"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "name": "python3"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}`);
  });

  it('puts cells together that were serialised one by one', () => {
    expect(writeNotebookWith(NOTEBOOK, NOTEBOOK.cells.map(serializeCell))).toBe(writeNotebook(NOTEBOOK));
    expect(writeNotebookWith({ ...NOTEBOOK, cells: [] }, [])).toContain('"cells": [],');
  });

  it('leaves nothing of the notebook changed', () => {
    const before = structuredClone(NOTEBOOK);
    writeNotebook(NOTEBOOK);
    expect(NOTEBOOK).toEqual(before);
  });

  it('keeps numbers of cells that were not run', () => {
    const text = writeNotebook(NOTEBOOK)
      .replace('"kernelspec"', '"n": [\n   1.0,\n   1e+16,\n   12345678901234567890\n  ],\n  "kernelspec"')
      .replace('"kernelspec"', '"z"')
      .replace('"z": {\n   "name": "python3"\n  }', '"z": NaN');
    expect(writeNotebook(readNotebook(text, { path: 'x' }))).toBe(text);
  });
});

it('a notebook nested almost to the limit is read, written and made plain without overflowing the stack', () => {
  const deep = `${'['.repeat(990)}1.0${']'.repeat(990)}`;
  const notebook = readNotebook(`{"nbformat": 4, "metadata": {"a": ${deep}}, "cells": []}`, { path: 'x' });
  expect(writeNotebook(notebook).replace(/\s/g, '')).toContain(`"a":${deep}`);
  expect(JSON.stringify(toPlainNotebook(notebook))).toContain(deep.replace('1.0', '1'));
});

describe('splitLines', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a\n']],
    ['a\n\nb', ['a\n', '\n', 'b']],
    ['\r\n\r\r\n', ['\r\n', '\r', '\r\n']],
    [
      'a\u000bb\u000cc\u001cd\u001de\u001ef\u001fg\u0085h\u2028i\u2029',
      ['a\u000b', 'b\u000c', 'c\u001c', 'd\u001d', 'e\u001e', 'f\u001fg\u0085', 'h\u2028', 'i\u2029']
    ]
  ])('of %j are %j', (text, lines) => {
    expect(splitLines(text)).toEqual(lines);
  });
});
