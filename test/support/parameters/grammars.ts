import type { Grammar } from './literal-reader.js';
import { doubleQuoted, singleQuoted } from './text-lexers.js';

const DECIMAL = /-?[0-9]+(?:\.[0-9]+(?:e[+-][0-9]+)?|e[+-][0-9]+)(?![\w.])/;
const INTEGER = /(-?[0-9]+)(?![\w.])/;
const float = [DECIMAL, ([text]: RegExpExecArray) => Number(text)] as const;
const big = (found: RegExpExecArray): bigint => BigInt(found[1] ?? '');
const within = (bits: number) => (found: RegExpExecArray) => {
  const value = big(found);
  if (BigInt.asIntN(bits, value) !== value) throw new Error(`${value} has more than ${String(bits)} bits`);
  return value;
};
const word = (text: string): RegExp => new RegExp(`${text.replaceAll(/[.$[\]]/gu, '\\$&')}(?![\\w.])`);
const booleans = [
  [word('true'), true],
  [word('false'), false]
] as const;
const LINE = /^[\n\r]/;
const C_LETTERS = { '"': '"', "'": "'", '\\': '\\', n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Source: Scala language specification 2.12, chapter 1. */
const scala: Grammar = {
  frame: [/val NAME = /, ''],
  text: doubleQuoted({ single: C_LETTERS, numeric: { u: 4 }, forbidden: LINE }),
  constants: [
    [word('None'), null],
    ...booleans,
    [word('Double.NaN'), Number.NaN],
    [word('Double.PositiveInfinity'), Infinity],
    [word('Double.NegativeInfinity'), -Infinity]
  ],
  numbers: [float, [/BigInt\("(-?[0-9]+)"\)/, big], [/(-?[0-9]+)L(?![\w.])/, within(64)], [INTEGER, within(32)]],
  lists: [
    { open: /Seq\[Any\]\(/, separator: ', ', close: ')', share: 'nothing' },
    { open: /Seq\(/, separator: ', ', close: ')', share: 'width' }
  ],
  maps: [{ open: /Map(?:\[String, Any\])?\(/, separator: ', ', close: ')', share: 'nothing', entry: ['', ' -> ', ''] }]
};

/** Source: Julia manual 1.10, "Strings", "Integers and Floating-Point Numbers". */
const julia: Grammar = {
  frame: [/NAME = /, ''],
  text: doubleQuoted({
    single: { ...C_LETTERS, $: '$', a: '\u0007', v: '\v', e: '\u001b' },
    numeric: { u: 4, U: 8 },
    forbidden: /^\$/
  }),
  constants: [
    [word('nothing'), null],
    ...booleans,
    [word('NaN'), Number.NaN],
    [word('Inf'), Infinity],
    [word('-Inf'), -Infinity]
  ],
  numbers: [float, [INTEGER, big]],
  lists: [
    { open: /Any\[/, separator: ', ', close: ']', share: 'nothing' },
    { open: /\[/, separator: ', ', close: ']', share: 'kind' }
  ],
  maps: [{ open: /Dict\{String, Any\}\(/, separator: ', ', close: ')', share: 'nothing', entry: ['', ' => ', ''] }]
};

/** Source: C# language specification 7, chapter 6. `\x` is left out: it takes as many digits as come. */
const csharp: Grammar = {
  frame: [/(?:var|object) NAME = /, ';'],
  text: doubleQuoted({
    single: { ...C_LETTERS, a: '\u0007', v: '\v', 0: '\0' },
    numeric: { u: 4, U: 8 },
    forbidden: /^[\n\r\u0085\u2028\u2029]/
  }),
  constants: [
    [word('null'), null],
    ...booleans,
    [word('double.NaN'), Number.NaN],
    [word('double.PositiveInfinity'), Infinity],
    [word('double.NegativeInfinity'), -Infinity]
  ],
  numbers: [
    float,
    [/System\.Numerics\.BigInteger\.Parse\("(-?[0-9]+)"\)/, big],
    [/(-?[0-9]+)L(?![\w.])/, within(64)],
    [INTEGER, within(32)]
  ],
  // C# widens `int` to `long` in an array, which loses nothing: only the kind must be one.
  lists: [
    { open: /new object\[\] \{ /, separator: ', ', close: ' }', share: 'nothing' },
    { open: /new \[\] \{ /, separator: ', ', close: ' }', share: 'kind' }
  ],
  maps: [
    {
      open: /new System\.Collections\.Generic\.Dictionary<string, object> \{ /,
      separator: ', ',
      close: ' }',
      share: 'nothing',
      entry: ['{ ', ', ', ' }']
    }
  ]
};

/** Source: F# language specification 4.1, chapter 3. A backslash before three digits is a character, too. */
const fsharp: Grammar = {
  frame: [/let NAME = /, ''],
  text: doubleQuoted({
    single: { ...C_LETTERS, a: '\u0007', v: '\v', 0: '\0' },
    numeric: { u: 4, U: 8 },
    forbidden: LINE
  }),
  constants: [
    [word('None'), null],
    ...booleans,
    [word('System.Double.NaN'), Number.NaN],
    [word('System.Double.PositiveInfinity'), Infinity],
    [word('System.Double.NegativeInfinity'), -Infinity]
  ],
  numbers: [
    float,
    [/System\.Numerics\.BigInteger\.Parse\("(-?[0-9]+)"\)/, big],
    [/(-?[0-9]+)L(?![\w.])/, within(64)],
    [INTEGER, within(32)]
  ],
  lists: [{ open: /\[ (?!\()(?!\s*\] \|>)/, separator: '; ', close: ' ]', share: 'width' }],
  maps: [
    {
      open: /\[ (?=\(|\s*\] \|>)/,
      separator: '; ',
      close: ' ] |> Map.ofList<string, obj>',
      share: 'nothing',
      entry: ['(', ', ', ')']
    }
  ],
  wrap: ['box (', ')']
};

/** Source: Ruby documentation 3.1, "Literals". */
const ruby: Grammar = {
  frame: [/NAME = /, ''],
  text: doubleQuoted({
    single: { ...C_LETTERS, '#': '#', a: '\u0007', v: '\v', e: '\u001b', s: ' ' },
    numeric: { u: 'braces' },
    forbidden: /^#[{$@]/
  }),
  constants: [
    [word('nil'), null],
    ...booleans,
    [word('Float::NAN'), Number.NaN],
    [word('Float::INFINITY'), Infinity],
    [word('-Float::INFINITY'), -Infinity]
  ],
  numbers: [float, [INTEGER, big]],
  lists: [{ open: /\[/, separator: ', ', close: ']', share: 'nothing' }],
  maps: [{ open: /\{/, separator: ', ', close: '}', share: 'nothing', entry: ['', ' => ', ''] }]
};

/** Source: MATLAB R2024a, "Represent Text with Character and String Arrays"; Octave 7 manual, "Strings". */
const matlab: Grammar = {
  frame: [/NAME = /, ';'],
  text: singleQuoted({
    quotes: /^'/,
    group: ['[', ']'],
    join: ', ',
    byNumber: rest => {
      const [all, ascii, bytes] =
        /^(?:char\(\[([0-9, ]+)\]\)|native2unicode\(uint8\(\[([0-9, ]+)\]\), 'UTF-8'\))/u.exec(rest) ?? [];
      if (all === undefined) return undefined;
      const numbers = (ascii ?? bytes ?? '').split(', ').map(Number);
      if (ascii !== undefined && numbers.some(each => each > 127)) throw new Error('char of Octave makes bytes');
      return [Buffer.from(numbers).toString(), all.length];
    }
  }),
  constants: [...booleans, [word('NaN'), Number.NaN], [word('Inf'), Infinity], [word('-Inf'), -Infinity]],
  numbers: [float, [INTEGER, found => Number(found[0])]],
  lists: [{ open: /\{/, separator: ', ', close: '}', share: 'nothing' }],
  maps: [],
  keyed: ['containers.Map(', ', ', ", 'UniformValues', false)"]
};

/** Source: PowerShell 7.4, about_Quoting_Rules; its tokenizer, `CharTraits.IsSingleQuote`. */
const powershell: Grammar = {
  frame: [/\$NAME = /, ''],
  text: singleQuoted({
    quotes: /^['\u2018-\u201b]/u,
    group: ['(', ')'],
    join: ' + ',
    byNumber: rest => {
      const [all, digits = ''] = /^\[char\]0x([0-9a-f]{4})(?![0-9a-f])/u.exec(rest) ?? [];
      return all === undefined ? undefined : [String.fromCharCode(Number.parseInt(digits, 16)), all.length];
    }
  }),
  constants: [
    [word('$null'), null],
    [word('$true'), true],
    [word('$false'), false],
    [/\[double\]::NaN/, Number.NaN],
    [/\[double\]::PositiveInfinity/, Infinity],
    [/\[double\]::NegativeInfinity/, -Infinity]
  ],
  numbers: [float, [/\[bigint\]::Parse\('(-?[0-9]+)'\)/, big], [INTEGER, within(64)]],
  // `@(@(1))` is `@(1)`: a list with one item needs the comma.
  lists: [{ open: /@\((?:,|(?=\))|(?=[^]*, ))/, separator: ', ', close: ')', share: 'nothing' }],
  maps: [{ open: /@\{/, separator: '; ', close: '}', share: 'nothing', entry: ['', ' = ', ''] }]
};

export const GRAMMARS = { scala, julia, matlab, csharp, fsharp, powershell, ruby } as const;
