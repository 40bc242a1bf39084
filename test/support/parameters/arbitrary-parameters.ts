import fc from 'fast-check';
import type { ParameterValue } from '../../../companion/src/parameters/value.js';

/** How many values a property tries. */
export const PROPERTY_RUNS = Number(process.env['HUNTBOOK_PROPERTY_RUNS'] ?? 20_000);

/** Texts that end strings, start code or comments, or are eaten on the way, in some language. */
const TRAPS = [
  ...[
    '"',
    "'",
    '\\',
    '`',
    '$',
    '!',
    '#',
    '%',
    '?',
    '{',
    '}',
    '(',
    ')',
    ';',
    '&',
    '|',
    '<',
    '>',
    '~',
    '*',
    '^',
    '=',
    ',',
    '[',
    ']'
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\b',
    '\v',
    '\f',
    '\u001b',
    '\u0003',
    '\u0004',
    '\u001a',
    '\u007f',
    '\u0080',
    '\u0085',
    '\u00ad'
  ],
  ...[
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u200d',
    '\ufffe',
    '\u{e0041}',
    '\u{10ffff}',
    'é',
    '日本',
    '😀',
    '👩\u200d💻'
  ],
  ...[
    '$(touch canary)',
    '`touch canary`',
    '${x}',
    '$((x))',
    '!!',
    '!-1',
    '"""',
    "'''",
    '\\"',
    "\\'",
    '\\\\',
    "'\\''",
    '\\u0041',
    '\\x41',
    '\\N{DIGIT ONE}'
  ],
  ...[
    '*/',
    '//',
    '<!--',
    '</script>',
    '{{',
    '}}',
    '%s',
    '0',
    '7',
    'a',
    'F',
    ' ',
    '__proto__',
    '[0]=',
    'r"(',
    ')"',
    "r'---(",
    'EOF',
    '\\'
  ]
];
/** What bash and R cannot hold, and Python and JavaScript can. */
const UNREPRESENTABLE = ['\0', '\ud800', '\udfff', '\udc00\ud800'];

export type ArbitraryOptions = { readonly representableOnly?: boolean };

/** Texts made of traps and of any characters. */
export function arbitraryText({ representableOnly = false }: ArbitraryOptions = {}): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...TRAPS) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(...(representableOnly ? ['z'] : UNREPRESENTABLE)) }
  );
  const text = fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(''));
  return representableOnly ? text.filter(each => !/[\0\p{Cs}]/u.test(each)) : text;
}

/** Values without lists and maps. */
export function arbitraryScalar(options: ArbitraryOptions = {}): fc.Arbitrary<ParameterValue> {
  return fc.oneof(
    { weight: 5, arbitrary: arbitraryText(options) },
    { weight: 1, arbitrary: fc.constantFrom(null, true, false) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }) },
    { weight: 1, arbitrary: fc.bigInt({ min: -100n, max: 100n }) },
    { weight: 1, arbitrary: fc.double() },
    { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, 1e16, 1e-7, 1e22, 5e-324, Number.NaN, Infinity, -Infinity, 0.1) }
  );
}

/** Keys that are special to some language as often as any text. */
function arbitraryKey(options: ArbitraryOptions): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'toString', '', '0', '@', '*', 'names'),
    arbitraryText(options)
  );
}

/** Any value, nested a few levels. */
export function arbitraryValue(options: ArbitraryOptions = {}): fc.Arbitrary<ParameterValue> {
  const { value } = fc.letrec<{ value: ParameterValue }>(tie => ({
    value: fc.oneof(
      { weight: 4, arbitrary: arbitraryScalar(options) },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.tuple(arbitraryKey(options), tie('value')), { maxLength: 3 })
          .map(entries => new Map(entries))
      }
    )
  }));
  return value;
}
