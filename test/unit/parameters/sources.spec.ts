import {
  expandPath,
  mergeParameters,
  parseParameterYaml,
  PARAMETER_ERRORS,
  strftime
} from '../../../companion/src/parameters/index.js';
import * as failures from '../../../companion/src/parameters/failures.js';

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

describe('merged parameters', () => {
  it('take the later kind, and within a kind the later one', async () => {
    const merged = await mergeParameters({
      injectPaths: { input: 'in {x}', output: 'out' },
      base64: [base64('a: 1\nb: 1\nc: 1\nd: 1\ne: 1'), base64('\ufeffa: 2')],
      files: ['{"b": 2, "c": 2, "d": 2, "e": 2}'],
      yaml: ['c: 3\nd: 3\ne: 3', 'PAPERMILL_OUTPUT_PATH: mine'],
      coerced: [
        ['d', '4'],
        ['e', '4']
      ],
      raw: [['e', '5']]
    });
    expect([...merged]).toEqual([
      ['PAPERMILL_INPUT_PATH', 'in {x}'],
      ['PAPERMILL_OUTPUT_PATH', 'mine'],
      ...[
        ['a', 2n],
        ['b', 2n],
        ['c', 3n],
        ['d', 4n],
        ['e', '5']
      ]
    ]);
  });

  it.each([
    base64('a: é'),
    base64(Buffer.from('\ufeffa: é', 'utf16le')),
    `${base64('a: é').slice(0, 3)}\n ${base64('a: é').slice(3)}`
  ])('read base64 %j', async text => {
    expect([...(await mergeParameters({ base64: [text] }))]).toEqual([['a', 'é']]);
  });

  it.each(['YQ', 'a', base64(Buffer.from([0xc3, 0x28]))])('refuse base64 %j', async text => {
    await expect(mergeParameters({ base64: [text] })).rejects.toMatchObject({ code: 'PARAMETER_SYNTAX_INVALID' });
  });
});

describe('YAML of parameters', () => {
  const laughs = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((letter, index) => {
      const before = `*${String.fromCharCode(97 + index)}`;
      return `${letter}: &${letter} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
    })
  ].join('\n');
  const REFUSED: readonly (readonly [what: string, text: string])[] = [
    ['a text that aliases blow up', laughs],
    ['a value that holds itself', 'a: &a [*a]'],
    ['a deep nest', `a: ${'['.repeat(2000)}${']'.repeat(2000)}`],
    ['a control character', 'token: hunter2\u0007'],
    ['an open quote', 'token: "hunter2'],
    ['a list', '- token'],
    ['a tag that makes objects', 'token: !!python/object/apply:os.system [hunter2]']
  ];
  it.each(REFUSED)('refuses %s and does not quote the text', async (_what, text) => {
    const reading = parseParameterYaml(text);
    await expect(reading).rejects.toMatchObject({ code: 'PARAMETER_SYNTAX_INVALID' });
    await expect(reading).rejects.not.toMatchObject({ message: expect.stringMatching(/hunter2|token/) });
  });

  it('says in which line the fault is', async () => {
    await expect(parseParameterYaml('a: 1\nb: !!set {x}\n')).rejects.toMatchObject({ details: { line: 2 } });
  });
});

describe('a path template', () => {
  const clock = { runUuid: 'uuid', now: new Date(Date.UTC(2026, 10, 22, 20, 53, 6, 123)) };

  it('cortex-thehive §4 #35: expands braces of the template only, never those of a value', () => {
    const values = new Map([
      ['v', '{secret} {{x}} {v} {'],
      ['secret', 'hunter2']
    ]);
    expect(expandPath('out/{v}', values, clock)).toBe('out/{secret} {{x}} {v} {');
    expect(expandPath('{v!s:>22}', values, clock)).toBe('  {secret} {{x}} {v} {');
  });

  const REFUSED: readonly (readonly [template: string, code: string])[] = [
    ['{s.__class__}', 'PATH_TEMPLATE_INVALID'],
    ['{s[0].__class__}', 'PATH_TEMPLATE_INVALID'],
    ['{pm.run_uuid}', 'PATH_TEMPLATE_INVALID'],
    ['{pm}', 'PATH_TEMPLATE_INVALID'],
    ['{s[__proto__]}', 'PATH_PARAMETER_MISSING'],
    ['{constructor}', 'PATH_PARAMETER_MISSING'],
    ['{s:999999999}', 'PATH_TEMPLATE_INVALID'],
    [`${'{s:'.repeat(5000)}${'}'.repeat(5000)}`, 'PATH_TEMPLATE_INVALID']
  ];
  it.each(REFUSED)('%p is refused with %s', (template, code) => {
    expect(() => expandPath(template, new Map([['s', 'text']]), clock)).toThrow(expect.objectContaining({ code }));
  });

  it('names the parameter that is missing', () => {
    expect(() => expandPath('{nope}', new Map(), clock)).toThrow("Missing parameter 'nope'");
  });

  it('lets the user replace pm, as papermill does', () => {
    expect(expandPath('{pm}', new Map([['pm', 'mine']]), clock)).toBe('mine');
  });

  it('leaves codes that strftime does not know', () => {
    expect(strftime({ kind: 'date-time', moment: clock.now, zone: 'utc' }, '%Q/%Y/%')).toBe('%Q/2026/%');
  });
});

describe('the error table', () => {
  it('has a row for every failure of this room and no other', () => {
    const codes = Object.values(failures).map(Failure => new Failure('message').code);
    expect(Object.keys(PARAMETER_ERRORS).sort()).toEqual(codes.sort());
  });
});
