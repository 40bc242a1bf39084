/** A notebook text with what makes it odd; nbformat reads all of them. */
export type OddNotebook = { readonly title: string; readonly text: string };

const code = (rest: string): string => `{"cell_type": "code", "id": "c", "metadata": {}, "source": "x", ${rest}}`;
const v45 = (cells: string, metadata = '{}', rest = ''): string =>
  `{"nbformat": 4, "nbformat_minor": 5, "metadata": ${metadata}, "cells": [${cells}]${rest}}`;
const minor = (n: number): string =>
  `{"nbformat": 4, "nbformat_minor": ${n}, "metadata": {"orig_nbformat_minor": 1, "orig_nbformat": 3, "signature": "s"}, "cells": [` +
  `{"cell_type": "markdown", "id": "kept-not", "metadata": {"trusted": true, "tags": ["a"]}, "source": ["# A\\n", "b"]},` +
  `{"cell_type": "code", "metadata": {"trusted": false, "collapsed": true}, "source": [], "execution_count": null, "outputs": []},` +
  `{"cell_type": "raw", "metadata": {"format": "text/x"}, "source": "one\\ntwo\\n"}]}`;
const output = (text: string): string => v45(code(`"execution_count": 1, "outputs": [${text}]`));
const v3 = (cells: string, rest = ''): string =>
  `{"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "n", "signature": "s", "kept": 1.0}, "worksheets": [{"metadata": {"lost": 1}, "cells": [${cells}]}]${rest}}`;
const v3Output = (text: string): string =>
  v3(
    `{"cell_type": "code", "language": "python", "collapsed": false, "prompt_number": 3, "input": ["a\\n", "b"], "metadata": {}, "outputs": [${text}]}`
  );

export const ODD_NOTEBOOKS: readonly OddNotebook[] = [
  { title: 'no cells', text: v45('') },
  { title: 'minor 0', text: minor(0) },
  { title: 'minor 1', text: minor(1) },
  { title: 'minor 2', text: minor(2) },
  { title: 'minor 3', text: minor(3) },
  { title: 'minor 4', text: minor(4) },
  { title: 'minor 5 without ids', text: minor(5) },
  {
    title: 'a later minor version',
    text: minor(6).replaceAll('"metadata": {"', '"id": "x", "metadata": {"').replace('"id": "x", ', '')
  },
  {
    title: 'ids that occur twice',
    text: v45(
      ['a', 'b', 'a', 'a'].map(id => `{"cell_type": "raw", "id": "${id}", "metadata": {}, "source": ""}`).join(',')
    )
  },
  {
    title: 'every line end of Python',
    text: v45(
      `{"cell_type": "markdown", "id": "m", "metadata": {}, "source": "a\\nb\\r\\nc\\rd\\u000be\\u000cf\\u001cg\\u001dh\\u001ei\\u001fj\\u0085k\\u2028l\\u2029m\\u001b[0m\\n\\r"}`
    )
  },
  {
    title: 'line ends inside stored lines',
    text: output('{"output_type": "stream", "name": "stdout", "text": ["a\\rb\\n", "c", "d\\u2028"]}')
  },
  {
    title: 'numbers of every kind',
    text: v45(
      '',
      '{"a": 1.0, "b": 1e16, "c": 12345678901234567890, "d": 1e-07, "e": 0.00001, "f": -0, "g": -0.0, "h": 1E400, "i": -1e400, "j": 0.1000000000000000055, "k": 9007199254740993, "l": 9007199254740991, "m": 123456789012345.99999999999, "n": 1.50, "o": 100, "p": 1e2, "q": 5e-324, "r": 1e22, "s": 1.7976931348623157e308, "t": 0.1, "u": 1e15, "v": 123456789.123, "w": [1.10, 10, 0.0, 0e5]}'
    )
  },
  { title: 'NaN and infinities', text: v45('', '{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN, Infinity"}') },
  {
    title: 'JSON mime types, kept as they are',
    text: output(
      '{"output_type": "display_data", "metadata": {"a/b": {"z": 1.0, "a": []}}, "data": {"application/json": ["a\\n", "b"], "application/vnd.x+json": {"t": "a\\nb", "l": ["x", "y"], "n": {"o": [[], {}, [{"p": null}]]}}, "application/geo+json": "a\\nb"}}'
    )
  },
  {
    title: 'text mime types, joined and split',
    text: output(
      '{"output_type": "execute_result", "execution_count": 7, "metadata": {}, "data": {"text/html": ["<b>\\n", "</b>"], "text/plain": "a\\nb", "image/svg+xml": "<svg>\\n</svg>", "application/javascript": ["a;", "b\\n", "c"], "image/png": ["aGVs", "bG8="], "application/x": ["p\\n", "q"], "text/x+json": "a\\nb", "text/empty": [], "text/number": 5, "text/mixed": ["a", 1]}}'
    )
  },
  {
    title: 'errors and streams with additions',
    text: output(
      '{"output_type": "error", "ename": "E", "evalue": "v\\n", "traceback": ["a\\nb", "c"], "more": true}, {"output_type": "stream", "name": "stderr", "text": "", "x": 1}'
    )
  },
  {
    title: 'attachments',
    text: v45(
      '{"cell_type": "markdown", "id": "m", "metadata": {}, "source": "![](attachment:a.png)", "attachments": {"a.png": {"image/png": ["aGVs", "bG8="]}, "b": {"text/plain": ["x\\n", "y"], "application/json": {"k": "a\\nb"}}}},' +
        '{"cell_type": "code", "id": "d", "metadata": {}, "source": "", "execution_count": null, "outputs": [], "attachments": {"c": {"text/plain": "a\\nb"}}}'
    )
  },
  {
    title: 'unknown keys everywhere',
    text: v45(
      '{"zz": {"b": 1, "a": 2}, "cell_type": "raw", "id": "r", "metadata": {}, "source": "", "aa": [1]}',
      '{}',
      ', "AA": 1, "zz": [], "nn": {"trusted": 1}'
    )
  },
  {
    title: 'keys that sort by code point',
    text: v45(
      '',
      '{"\\ud83d\\ude00": 1, "\\uff5e": 2, "\\ue000": 3, "z": 4, "A": 5, "_": 6, "é": 7, "10": 8, "9": 9, "": 10, "a\\ud83d\\ude00": 11, "a\\uff5e": 12}'
    )
  },
  {
    title: 'a key named __proto__',
    text: v45('', '{"__proto__": {"a": 1}, "constructor": 2, "toString": {"__proto__": 1.0}}')
  },
  { title: 'keys that occur twice', text: v45('', '{"a": 1, "b": 2, "a": {"c": 1, "c": 3.0}}') },
  {
    title: 'every escape',
    text: v45(
      '',
      '{"a": "\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000 \\u001f \\u007f \\u00e9 \\u2028 \\ud83d\\ude00 é 😀"}'
    )
  },
  {
    title: 'strings that look like numbers',
    text: v45('', '{"a": "1.0, 1e5, [12345678901234567890]", "b": ": 1.0,"}')
  },
  { title: 'white space of every kind', text: ` \n\r\t${v45('')}\n\n` },
  {
    title: 'deep but allowed nesting',
    text: v45('', `{"a": ${'['.repeat(200)}${']'.repeat(200)}, "b": ${'{"c":'.repeat(200)}1${'}'.repeat(200)}}`)
  },
  {
    title: 'v3 cells of every type',
    text: v3(
      '{"cell_type": "heading", "level": 3, "source": ["A\\n", "B\\r\\n", "C"], "metadata": {"k": 1}},' +
        '{"cell_type": "heading", "source": "no level"},' +
        '{"cell_type": "html", "source": ["<b>", "</b>"]},' +
        '{"cell_type": "markdown", "source": ["a", "b"], "rendered": ["x\\n", "y"], "metadata": {"trusted": true}},' +
        '{"cell_type": "raw", "source": "r", "trusted": true, "other": 1},' +
        '{"cell_type": "code", "language": "python", "input": "1", "outputs": []}',
      ', "orig_nbformat": 2, "orig_nbformat_minor": 1, "kept": [1.0]'
    )
  },
  {
    title: 'v3 result with every key',
    text: v3Output(
      '{"output_type": "pyout", "prompt_number": 4, "text": ["a", "b"], "html": "<b>\\n</b>", "svg": ["<svg>\\n", "</svg>"], "png": "aGVs", "jpeg": "aGVs", "latex": "$x$", "javascript": ["a\\r", "b"], "json": "{\\"a\\": [1.0, 1e16]}", "metadata": {"png": {"width": 5}}, "x-other": "kept"}'
    )
  },
  {
    title: 'v3 display',
    text: v3Output(
      '{"output_type": "display_data", "text": "a\\nb"}, {"output_type": "display_data", "metadata": {}, "png": "x", "image/png": "y"}'
    )
  },
  {
    title: 'v3 streams and errors',
    text: v3Output(
      '{"output_type": "stream", "stream": "stderr", "text": ["a\\n", "b"]}, {"output_type": "stream", "text": "x"}, {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["a", "b\\nc"]}'
    )
  },
  {
    title: 'v3 with two worksheets',
    text: '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [{"cell_type": "raw", "source": "1"}]}, {"cells": [{"cell_type": "raw", "source": "2"}]}]}'
  },
  { title: 'v3 without worksheets', text: '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}' },
  {
    title: 'v2',
    text: '{"nbformat": 2, "metadata": {"name": "n"}, "worksheets": [{"cells": [{"cell_type": "code", "language": "python", "collapsed": true, "prompt_number": 1, "input": ["a", "b"], "outputs": [{"output_type": "pyout", "prompt_number": 1, "text": ["x", "y"], "png": "aGVs"}]}, {"cell_type": "markdown", "source": ["a", "b"]}]}]}'
  }
];
