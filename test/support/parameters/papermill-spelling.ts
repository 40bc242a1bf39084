import { kindOf, type ParameterValue } from '../../../companion/src/parameters/value.js';
import { pythonFloatText } from '../../../src/json/index.js';

/**
 * How papermill 2.7 spells parameters in each language, defects included. For tests alone: in half of these languages a
 * value that an attacker chose is code. Nothing in `companion/` or `src/` can reach it.
 */
type Spelling = {
  readonly assign: (name: string, value: string) => string;
  readonly comment: (text: string) => string;
  readonly text: (value: string) => string;
  readonly constants: readonly [yes: string, no: string, none: string | undefined];
  readonly int: (value: bigint) => string;
  readonly float: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
  readonly map: ((items: readonly (readonly [key: string, value: string])[]) => string) | undefined;
  /** When keys are spelled in another way than texts. */
  readonly key?: (value: string) => string;
};

const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Python's `str.encode('unicode_escape')`. */
function unicodeEscape(text: string): string {
  return Array.from(text, character => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (Object.hasOwn(SHORT, character)) return SHORT[character] ?? '';
    if (codePoint >= 0x20 && codePoint < 0x7f) return character;
    const hex = codePoint.toString(16);
    if (codePoint <= 0xff) return `\\x${hex.padStart(2, '0')}`;
    return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  }).join('');
}

const plain = (value: bigint): string => value.toString();
const long = (value: bigint): string => `${plain(value)}${BigInt.asIntN(32, value) === value ? '' : 'L'}`;
const quoted = (quote: string) => (text: string) => `"${unicodeEscape(text).replaceAll('"', quote)}"`;
const commented = (sign: string) => (text: string) => `${sign} ${text}`;
const equals = (name: string, value: string): string => `${name} = ${value}`;
const pairs = (arrow: string, items: readonly (readonly [string, string])[]): string =>
  items.map(([key, value]) => `${key}${arrow}${value}`).join(', ');

const COMMON = {
  assign: equals,
  comment: commented('#'),
  text: quoted('\\"'),
  int: plain,
  float: pythonFloatText
} satisfies Partial<Spelling>;

export const PAPERMILL_SPELLINGS: Readonly<Record<string, Spelling>> = {
  python: {
    ...COMMON,
    constants: ['True', 'False', 'None'],
    float: value => (Number.isFinite(value) ? pythonFloatText(value) : `float('${pythonFloatText(value)}')`),
    list: items => `[${items.join(', ')}]`,
    map: items => `{${pairs(': ', items)}}`
  },
  R: {
    ...COMMON,
    constants: ['TRUE', 'FALSE', 'NULL'],
    list: items => `list(${items.join(', ')})`,
    map: items => `list(${pairs(' = ', items)})`
  },
  scala: {
    ...COMMON,
    assign: (name, value) => `val ${name} = ${value}`,
    comment: commented('//'),
    constants: ['true', 'false', 'None'],
    int: long,
    list: items => `Seq(${items.join(', ')})`,
    map: items => `Map(${pairs(' -> ', items)})`
  },
  julia: {
    ...COMMON,
    constants: ['true', 'false', 'nothing'],
    list: items => `[${items.join(', ')}]`,
    map: items => `Dict(${pairs(' => ', items)})`
  },
  matlab: {
    ...COMMON,
    assign: (name, value) => `${name} = ${value};`,
    comment: commented('%'),
    text: quoted('""'),
    key: text => `'${unicodeEscape(text).replaceAll("'", "''")}'`,
    constants: ['true', 'false', 'NaN'],
    list: items => `{${items.join(', ')}}`,
    map: items =>
      `containers.Map({${items.map(([key]) => key).join(', ')}}, {${items.map(([, value]) => value).join(', ')}})`
  },
  '.net-csharp': {
    ...COMMON,
    assign: (name, value) => `var ${name} = ${value};`,
    comment: commented('//'),
    constants: ['true', 'false', undefined],
    int: long,
    list: items => `new [] { ${items.join(', ')} }`,
    map: items => `new Dictionary<string,Object>{ ${items.map(([key, value]) => `{ ${key} , ${value} }`).join(', ')} }`
  },
  '.net-fsharp': {
    ...COMMON,
    assign: (name, value) => `let ${name} = ${value}`,
    comment: text => `(* ${text} *)`,
    constants: ['true', 'false', 'None'],
    int: long,
    list: items => `[ ${items.join('; ')} ]`,
    map: items => `[ ${items.map(([key, value]) => `(${key}, ${value} :> IComparable)`).join('; ')} ] |> Map.ofList`
  },
  '.net-powershell': {
    ...COMMON,
    assign: (name, value) => `$${name} = ${value}`,
    text: quoted('`"'),
    constants: ['$True', '$False', '$Null'],
    float: value => {
      if (Number.isFinite(value)) return pythonFloatText(value);
      return `[double]::${Number.isNaN(value) ? 'NaN' : value < 0 ? 'NegativeInfinity' : 'PositiveInfinity'}`;
    },
    list: items => `@(${items.join(', ')})`,
    map: items => `@{${items.map(([key, value]) => `${key} = ${value}`).join('\n ')}}`
  },
  bash: {
    ...COMMON,
    assign: (name, value) => `${name}=${value}`,
    // Python's `shlex.quote`.
    text: text => (/^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`),
    constants: ['true', 'false', ''],
    list: items => `(${items.join(' ')})`,
    map: undefined
  }
};

/** The cell that papermill would inject; undefined when it refuses the value. */
export function papermillCell(language: string, name: string, value: ParameterValue): string | undefined {
  const spelling = PAPERMILL_SPELLINGS[language];
  const spelled = spelling && spell(value, spelling);
  if (spelling === undefined || spelled === undefined) return undefined;
  return `${spelling.comment('Parameters')}\n${spelling.assign(name, spelled)}\n`;
}

function spell(value: ParameterValue, spelling: Spelling): string | undefined {
  const { constants, int, float, text, list, map, key = text } = spelling;
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return constants[2];
    case 'boolean':
      return kinded.value ? constants[0] : constants[1];
    case 'int':
      return int(kinded.value);
    case 'float':
      return float(kinded.value);
    case 'string':
      return text(kinded.value);
    case 'list': {
      const items = kinded.value.map(item => spell(item, spelling));
      return items.every(item => item !== undefined) ? list(items) : undefined;
    }
    case 'map': {
      const items = [...kinded.value].map(([name, item]) => [key(name), spell(item, spelling)] as const);
      const spelled = items.flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const]));
      return spelled.length === items.length ? map?.(spelled) : undefined;
    }
  }
}
