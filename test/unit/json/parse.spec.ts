import {
  ExactNumber,
  formatJson,
  isJsonObject,
  JsonSyntaxFailure,
  MAX_JSON_DEPTH,
  parseJson
} from '../../../src/json/index.js';

const exact = (text: string): ExactNumber => new ExactNumber(text);

describe('parseJson keeps what JavaScript would alter', () => {
  it.each([
    ['1', 1],
    ['-1', -1],
    ['-0', 0],
    ['-10', -10],
    ['1.0', exact('1.0')],
    ['-1.0', exact('-1.0')],
    ['-0.0', exact('-0.0')],
    ['1.50', 1.5],
    ['1e16', exact('1e+16')],
    ['1E2', exact('100.0')],
    ['1e-7', 1e-7],
    ['0.00001', 0.00001],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', exact('9007199254740992')],
    ['-12345678901234567890', exact('-12345678901234567890')],
    ['123456789012345.99999999999', exact('123456789012346.0')],
    ['0.99999999999999999999', exact('1.0')],
    ['5e-324', 5e-324],
    ['-1e-310', -1e-310],
    ['1e-400', exact('0.0')],
    ['1e400', Infinity],
    ['-1e400', -Infinity],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity]
  ])('in %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
    expect(parseJson(`[ ${text} , {"a":${text}}]`)).toEqual([value, { a: value }]);
  });

  it('tells a placeholder from a real denormal number', () => {
    expect(parseJson('[5e-324, 1.0, 1e-323, 2.0, 4e-320]')).toEqual([
      5e-324,
      exact('1.0'),
      1e-323,
      exact('2.0'),
      4e-320
    ]);
  });

  it('leaves numbers inside strings alone', () => {
    const text = '{"1.0":"[1.0, NaN, \\"2.0\\", \\\\","b":"1e16"}';
    expect(formatJson(parseJson(text), { separators: [',', ':'] })).toBe(text);
  });

  it('drops a byte order mark', () => {
    expect(parseJson('\ufeff[1.0]')).toEqual([exact('1.0')]);
  });

  it.each(['{"__proto__": {"a": 1}}', '{"__proto__": {"a": 1.0}}'])('takes __proto__ as a key: %s', text => {
    const value = parseJson(text);
    expect(Object.keys(isJsonObject(value) ? value : {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('lets the last of equal keys win', () => {
    expect(parseJson('{"a": 1.0, "b": 2, "a": 3.0}')).toEqual({ a: exact('3.0'), b: 2 });
  });
});

describe('parseJson says where a text stops being JSON', () => {
  it.each([
    ['', 1, 1, 'the text ends too early'],
    ['[1,\n 2,\n oops]', 3, 2, 'expected a value'],
    ['[1, 2', 1, 6, 'expected "," or "]"'],
    ['{"a" 1}', 1, 6, 'expected ":" after a key'],
    ['{a: 1}', 1, 2, 'expected a key in double quotes'],
    ['{1.0: 2}', 1, 2, 'expected a key in double quotes'],
    ['{"a": 1,}', 1, 9, 'expected a key in double quotes'],
    ['[1,]', 1, 4, 'expected a value'],
    ['"abc', 1, 1, 'a string is not closed'],
    ['["a\tb"]', 1, 4, 'a raw control character in a string'],
    ['["a\\qb"]', 1, 4, 'a bad escape in a string'],
    ['["\\\\\\u12g4"]', 1, 5, 'a bad escape in a string'],
    ['1 2', 1, 3, 'there is more text after the end of the value'],
    ['--1.0', 1, 1, 'expected a value'],
    ['--Infinity', 1, 1, 'expected a value'],
    ['-NaN', 1, 1, 'expected a value'],
    ['01.0', 1, 2, 'there is more text after the end of the value'],
    ['1.0.0', 1, 4, 'there is more text after the end of the value'],
    ['[1.]', 1, 3, 'expected "," or "]"'],
    ['nan', 1, 1, 'expected a value'],
    ['\u00a01', 1, 1, 'expected a value'],
    ['{"a": NaNx}', 1, 10, 'expected "," or "}"']
  ])('in %j', (text, line, column, reason) => {
    expect(failureOf(text).details).toMatchObject({ line, column, reason });
  });

  it('refuses nesting beyond the limit with its place, and takes nesting up to it', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(formatJson(parseJson(nested(MAX_JSON_DEPTH)), { separators: [',', ':'] })).toBe(nested(MAX_JSON_DEPTH));
    expect(failureOf(nested(MAX_JSON_DEPTH + 1)).details).toMatchObject({ line: 1, column: MAX_JSON_DEPTH + 1 });
    expect(failureOf(nested(1_000_000)).code).toBe('JSON_SYNTAX');
    expect(failureOf('{"a":'.repeat(200_000)).code).toBe('JSON_SYNTAX');
  });

  it('puts nothing of the text into the message', () => {
    expect(failureOf('{"a": sekret}').message).not.toContain('sekret');
  });
});

function failureOf(text: string): JsonSyntaxFailure {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxFailure) return error;
    throw error;
  }
  throw new Error(`${text.slice(0, 20)} was accepted`);
}
