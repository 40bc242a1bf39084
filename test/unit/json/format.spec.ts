import {
  compareCodePoints,
  ExactNumber,
  formatJson,
  toPlainJson,
  type FormatOptions,
  type JsonValue
} from '../../../src/json/index.js';

const SAMPLE: JsonValue = { b: [1, 'x', [], {}], a: { d: null, c: true } };

describe('formatJson writes as json.dumps', () => {
  it.each<[string, FormatOptions, string]>([
    ['on one line by default', {}, '{"b": [1, "x", [], {}], "a": {"d": null, "c": true}}'],
    ['with sorted keys', { sortKeys: true }, '{"a": {"c": true, "d": null}, "b": [1, "x", [], {}]}'],
    ['compactly', { separators: [',', ':'] }, '{"b":[1,"x",[],{}],"a":{"d":null,"c":true}}'],
    [
      'indented',
      { indent: 1 },
      '{\n "b": [\n  1,\n  "x",\n  [],\n  {}\n ],\n "a": {\n  "d": null,\n  "c": true\n }\n}'
    ],
    [
      'from a level on',
      { indent: 2, level: 1, sortKeys: true },
      '{\n    "a": {\n      "c": true,\n      "d": null\n    },\n    "b": [\n      1,\n      "x",\n      [],\n      {}\n    ]\n  }'
    ],
    [
      'with other separators',
      { indent: 0, separators: [' ,', '='] },
      '{\n"b"=[\n1 ,\n"x" ,\n[] ,\n{}\n] ,\n"a"={\n"d"=null ,\n"c"=true\n}\n}'
    ]
  ])('%s', (_title, options, text) => {
    expect(formatJson(SAMPLE, options)).toBe(text);
  });

  it.each([
    [1e-7, '1e-07'],
    [0.00001, '1e-05'],
    [1e21, '1e+21'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [-0, '0'],
    [new ExactNumber('1.0'), '1.0'],
    ['\ud800', '"\\ud800"'],
    ['\u2028\u007fé', '"\u2028\u007fé"']
  ])('%j as %s, alone and in an indented list', (value, text) => {
    expect(formatJson(value)).toBe(text);
    expect(formatJson([[value]], { indent: 1, sortKeys: true })).toBe(`[\n [\n  ${text}\n ]\n]`);
  });

  it('writes the same text by the engine and by hand', () => {
    const options = { indent: 1, sortKeys: true, level: 2 };
    const byHand = formatJson([SAMPLE, new ExactNumber('1.0')], options);
    expect(byHand).toContain(formatJson(SAMPLE, { ...options, level: 3 }));
  });

  it.each([[['10', '9', '1a', '', '-']], [['\u{1f600}', '\uff5e', '\ue000', 'z']], [['__proto__', 'a', 'Z', '_']]])(
    'sorts the keys %j by code point',
    keys => {
      const object: JsonValue = Object.fromEntries(keys.map(key => [key, 1]));
      const expected = [...keys].sort(compareCodePoints).map(key => `"${key}":1`);
      expect(formatJson(object, { sortKeys: true, separators: [',', ':'] })).toBe(`{${expected.join(',')}}`);
    }
  );

  it('does not change what it writes', () => {
    const frozen = Object.freeze({ b: Object.freeze([Object.freeze({ d: 1, c: 2 })]), a: 1 });
    formatJson(frozen, { indent: 1, sortKeys: true });
    expect(Object.keys(frozen)).toEqual(['b', 'a']);
  });

  it('stays on level 1 for an empty object', () => {
    expect(formatJson({}, { indent: 1, level: 3 })).toBe('{}');
  });
});

describe('compareCodePoints', () => {
  it.each([
    ['a', 'a', 0],
    ['a', 'b', -1],
    ['a', 'ab', -1],
    ['\uffff', '\u{10000}', -1],
    ['\ud800', '\ue000', -1],
    ['\ud800', '\u{10000}', -1],
    ['\u{1f600}', '\u{1f601}', -1],
    ['\u{1f600}a', '\u{1f600}b', -1],
    ['\ud83d\ude00', '\ud83d\uffff', 1]
  ])('orders %j and %j as %d', (left, right, sign) => {
    expect(Math.sign(compareCodePoints(left, right))).toBe(sign);
    expect(Math.sign(compareCodePoints(right, left))).toBe(sign === 0 ? 0 : -sign);
  });
});

describe('toPlainJson', () => {
  it('gives what a browser would have parsed', () => {
    const value: JsonValue = {
      a: new ExactNumber('1.0'),
      b: [NaN, new ExactNumber('12345678901234567890')],
      'c\ud800': 'x\udc00😀'
    };
    expect(toPlainJson(value)).toEqual({ a: 1, b: [null, 12345678901234567000], 'c\ufffd': 'x\ufffd😀' });
  });

  it('keeps __proto__ a key', () => {
    const value = toPlainJson(JSON.parse('{"__proto__": [1]}'));
    expect(JSON.stringify(value)).toBe('{"__proto__":[1]}');
  });
});
