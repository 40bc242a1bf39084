import {
  parameterFromJson,
  parametersToJson,
  silentAssignments,
  writeAssignments,
  type Parameters,
  type ParameterValue
} from '../../../companion/src/parameters/index.js';
import { formatJson, parseJson } from '../../../src/json/index.js';
import { Secret } from '../../../src/secret.js';

const js = (name: string, value: string): string =>
  `if (typeof ${name} === "undefined") globalThis.${name} = undefined; ${name} = ${value};`;

type WrittenCase = readonly [value: ParameterValue, python: string, r: string, bash: string, javascript: string];
const map = (...entries: (readonly [string, ParameterValue])[]): Parameters => new Map(entries);

/** One value, as the right side of each language. */
const WRITTEN: readonly WrittenCase[] = [
  [null, 'None', 'NULL', "''", 'null'],
  [true, 'True', 'TRUE', 'true', 'true'],
  [1n, '1', '1', '1', '1'],
  [1, '1.0', '1.0', '1.0', '1'],
  [-0, '-0.0', '-0.0', '-0.0', '-0'],
  [1e16, '1e+16', '1e+16', '1e+16', '10000000000000000'],
  [Number.NaN, "float('nan')", 'NaN', 'nan', 'NaN'],
  [Number.POSITIVE_INFINITY, "float('inf')", 'Inf', 'inf', 'Infinity'],
  [Number.NEGATIVE_INFINITY, "float('-inf')", '-Inf', '-inf', '-Infinity'],
  [2n ** 64n, '18446744073709551616', '"18446744073709551616"', '18446744073709551616', '18446744073709551616n'],
  ['é😀', '"é😀"', '"é😀"', "'é😀'", '"é😀"'],
  ['"\\\n', '"\\"\\\\\\n"', '"\\"\\\\\\n"', "$'\"\\\\\\n'", '"\\"\\\\\\n"'],
  ['$(id)`id`', '"$(id)`id`"', '"$(id)`id`"', "'$(id)`id`'", '"$(id)`id`"'],
  ["it's", '"it\'s"', '"it\'s"', "$'it\\'s'", '"it\'s"'],
  ['wow!', '"wow!"', '"wow!"', "$'wow\\041'", '"wow!"'],
  ['\u0007\u202e', '"\\x07\\u202e"', '"\\u0007\\u202e"', "$'\\007\\342\\200\\256'", '"\\x07\\u202e"']
];

describe('assignments', () => {
  it.each(WRITTEN)('%p stands in each language as its literal', (value, python, r, bash, javascript) => {
    const line = (language: string): string | undefined =>
      writeAssignments(new Map([['x', value]]), { language }).split('\n')[1];
    expect(line('python')).toBe(`x = ${python}`);
    expect(line('R')).toBe(`x = ${r}`);
    expect(line('bash')).toBe(`declare +i x=${bash}`);
    expect(line('javascript')).toBe(js('x', javascript));
  });

  it('writes lists and maps as each language has them', () => {
    const parameters = map(['l', [1n, 'a']], ['m', map(['k', true])]);
    const nested = map(['n', [[], map(['', null], ['__proto__', 1])]]);
    expect(writeAssignments(parameters, { language: 'bash' })).toBe(
      "# Parameters\nunset -v l; declare -a l=(1 'a')\nunset -v m; declare -A m; huntbook_key='k'; m[\"$huntbook_key\"]=true; unset -v huntbook_key\n"
    );
    expect(writeAssignments(parameters, { language: 'python' })).toBe('# Parameters\nl = [1, "a"]\nm = {"k": True}\n');
    expect(writeAssignments(parameters, { language: 'R' })).toBe(
      '# Parameters\nl = list(1, "a")\nm = list("k" = TRUE)\n'
    );
    expect(writeAssignments(nested, { language: 'R' })).toContain(
      'n = list(list(), structure(list(NULL, 1.0), names = c("", "__proto__")))'
    );
    expect(writeAssignments(nested, { language: 'node' })).toBe(
      `// Parameters\n${js('n', '[[], {"": null, ["__proto__"]: 1}]')}\n`
    );
  });

  const LOOK_UPS: readonly (readonly [kernelName: string | undefined, language: string | undefined, header: string])[] =
    [
      ['python3', undefined, 'x = 1'],
      ['conda-env-py', 'python', 'x = 1'],
      ['pysparkkernel', 'R', 'x = 1'],
      ['ir', 'python', 'x = 1'],
      ['bash', undefined, 'declare +i x=1'],
      ['any', 'sh', 'declare +i x=1'],
      ['deno', 'typescript', js('x', '1')],
      ['any', 'JavaScript', js('x', '1')],
      ['scala212', 'scala', 'val x = 1'],
      ['sparkkernel', undefined, 'val x = 1'],
      ['julia-1.9', 'julia', 'x = 1'],
      ['octave', undefined, 'x = 1;'],
      ['.net-csharp', 'C#', 'var x = 1;'],
      ['any', 'F#', 'let x = 1'],
      ['any', 'pwsh', '$x = 1'],
      ['xpython', undefined, 'x = 1'],
      ['any', 'ruby', 'x = 1']
    ];
  it.each(LOOK_UPS)('for kernel %p and language %p are %p', (kernelName, language, line) => {
    const target = { ...(kernelName && { kernelName }), ...(language && { language }) };
    expect(writeAssignments(map(['x', 1n]), target).split('\n')[1]).toBe(line);
  });

  it('are refused for a language without a writer, naming those that have one', () => {
    const write = (): string => writeAssignments(map(['x', 1n]), { kernelName: 'gnucobol', language: 'cobol' });
    expect(write).toThrow(
      expect.objectContaining({
        code: 'PARAMETER_LANGUAGE_UNSUPPORTED',
        hint: expect.stringContaining('Python, R, bash')
      })
    );
  });

  it.each([
    [undefined, 'sql'],
    ['xsqlite', 'SQL']
  ])('are refused in SQL (%p, %p) with a sentence that says why', (kernelName, language) => {
    expect(() => writeAssignments(map(['x', 1n]), { ...(kernelName && { kernelName }), language })).toThrow(
      expect.objectContaining({
        code: 'PARAMETER_LANGUAGE_UNSUPPORTED',
        message: expect.stringContaining('SQL has no variables')
      })
    );
  });

  const BAD_NAMES: readonly (readonly [language: string, name: string])[] = [
    ...['', '1a', 'a b', 'a-b', 'a;b', 'a=1\nimport os', 'def', 'None', '__debug__', 'a.b', '𝐝𝐞𝐟', 'x\n', '$x'].map(
      name => ['python', name] as const
    ),
    ...['', '_', '.1a', '1a', 'if', 'TRUE', 'a b', 'a$b', '`a`', 'x\n'].map(name => ['R', name] as const),
    ...['', '1a', 'a-b', 'é', 'a[0]', 'PROMPT_COMMAND', 'PS1', 'BASH_ENV', 'SECONDS', 'x=1;', 'x\n'].map(
      name => ['bash', name] as const
    ),
    ...['', '1a', 'a-b', 'class', 'await', '__proto__', 'undefined', 'a.b', 'x\n', 'a\\u0062'].map(
      name => ['javascript', name] as const
    ),
    ...['', '1a', 'a b', 'val', 'Seq', '_', 'a`', 'x\n', 'x$y', 'é'].map(name => ['scala', name] as const),
    ...['', '1a', 'end', '__', 'Dict', 'x!', 'a.b', 'x\n', 'x=1;run'].map(name => ['julia', name] as const),
    ...['', '_x', '1a', 'end', 'char', 'native2unicode', 'é', 'x\n', 'a'.repeat(64)].map(
      name => ['matlab', name] as const
    ),
    ...['', '1a', 'class', 'System', '@x', 'x\n', 'a.b', '\\u0041'].map(name => ['c#', name] as const),
    ...['', '1a', 'let', 'Map', "x'", '``x``', 'x\n'].map(name => ['f#', name] as const),
    ...['', '1a', 'Error', 'ErrorActionPreference', 'ENV', 'env:Path', '{x}', 'x\n', 'é'].map(
      name => ['powershell', name] as const
    ),
    ...['', '1a', 'X', 'end', '@x', '$x', 'x?', 'x\n', 'é'].map(name => ['ruby', name] as const)
  ];
  it.each(BAD_NAMES)('in %s refuse the name %p and say which it was', (language, name) => {
    expect(() => writeAssignments(map([name, 1n]), { language })).toThrow(
      expect.objectContaining({ code: 'PARAMETER_NAME_INVALID', details: expect.objectContaining({ name }) })
    );
  });

  it.each(['größe', '变量', '_x', 'X1'])('in Python take the name %p', name => {
    expect(writeAssignments(map([name, 1n]), { language: 'python' })).toContain(`${name} = 1`);
  });

  it('in R drop the underscores that R does not take, as papermill does', () => {
    expect(writeAssignments(map(['__x', 1n]), { language: 'R' })).toContain('\nx = 1\n');
  });

  const deep = (levels: number): ParameterValue => (levels === 0 ? 1n : [deep(levels - 1)]);
  const UNSUITABLE: readonly (readonly [language: string, what: string, value: ParameterValue])[] = [
    ['bash', 'NUL', 'a\0b'],
    ['bash', 'half a surrogate pair', 'a\ud800'],
    ['bash', 'a list in a list', [[1n]]],
    ['bash', 'an empty key', map(['', 1n])],
    ['bash', 'NUL in a key', map(['\0', 1n])],
    ['R', 'NUL', ['a\0']],
    ['R', 'half a surrogate pair in a key', map(['\udc00', 1n])],
    ['R', 'too deep a nest', deep(41)],
    ['python', 'too deep a nest', deep(91)],
    ['javascript', 'a nest that would fill the stack', deep(5000)],
    ['julia', 'half a surrogate pair', 'a\ud800'],
    ['matlab', 'half a surrogate pair', ['\ud800']],
    ['matlab', 'an empty key', map(['', 1n])],
    ['ruby', 'half a surrogate pair in a key', map(['\udc00', 1n])],
    ['powershell', 'keys that differ only in case', map(['key', 1n], ['KEY', 2n])],
    ...['scala', 'c#', 'f#', 'powershell', 'julia', 'matlab'].map(
      language => [language, 'too deep a nest', deep(41)] as const
    ),
    ['ruby', 'too deep a nest', deep(91)]
  ];
  it.each(UNSUITABLE)('in %s refuse %s and name the parameter', (language, _what, value) => {
    expect(() => writeAssignments(map(['case_data', value]), { language })).toThrow(
      expect.objectContaining({ code: 'PARAMETER_VALUE_UNSUITABLE', message: expect.stringContaining('"case_data"') })
    );
  });

  it('of secrets are a secret, and failures about them do not show the value', () => {
    const code = silentAssignments(new Map([['token', new Secret('hunter2"')]]), { language: 'python' });
    expect(String(code)).toBe('[redacted]');
    expect(code.reveal()).toBe('token = "hunter2\\""\n');
    expect(() => silentAssignments(new Map([['token', new Secret('hunter2\0')]]), { language: 'bash' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') })
    );
  });

  it('keep whole numbers and fractions apart on the way from JSON and back', () => {
    const text =
      '{"a": 1, "b": 1.0, "c": 12345678901234567890, "d": [-0.0, 1e+16, null, "x"], "e": {"__proto__": true}}';
    const value = parameterFromJson(parseJson(text));
    const parameters = map(['p', value]);
    expect(writeAssignments(parameters, { language: 'python' })).toBe(
      '# Parameters\np = {"a": 1, "b": 1.0, "c": 12345678901234567890, "d": [-0.0, 1e+16, None, "x"], "e": {"__proto__": True}}\n'
    );
    expect(formatJson(parametersToJson(parameters))).toBe(`{"p": ${text}}`);
  });
});
