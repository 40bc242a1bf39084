import { ParameterValueError } from '../failures.js';
import { kindOf, type ParameterValue } from '../value.js';
import { hex } from './escape-text.js';
import { floatLiteral } from './number-text.js';
import { intWidth } from './uniform.js';
import type { LanguageWriter } from './writer.js';

/** Automatic and preference variables: read-only, or their value changes what later code does. */
const RESERVED = `_ args confirmpreference consolefilename debugpreference enabledexperimentalfeatures env error
  erroractionpreference errorview event eventargs eventsubscriber executioncontext false foreach formatenumerationlimit
  function global home host informationpreference input iscoreclr islinux ismacos iswindows lastexitcode local logcommandhealthevent
  logcommandlifecycleevent logenginehealthevent logenginelifecycleevent logproviderhealthevent logproviderlifecycleevent
  matches maximumhistorycount myinvocation nestedpromptlevel null ofs outputencoding pid private profile progresspreference
  psboundparameters pscmdlet pscommandpath psculture psdebugcontext psdefaultparametervalues psedition psemailserver pshome
  psitem psmoduleautoloadingpreference psnativecommandargumentpassing psnativecommanduseerroractionpreference psscriptroot
  pssenderinfo pssessionapplicationname pssessionconfigurationname pssessionoption psstyle psuiculture psversiontable pwd
  script sender shellid stacktrace switch this transcript true using variable verbosepreference warningpreference
  whatifpreference workflow`;
const TITLE = 'PowerShell';
/** Curly quotes end a single-quoted text as the straight one does; the others may not stand raw in a line of code. */
const RISKY = /([\u2018-\u201b\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+)/u;
const SPECIAL = {
  nan: '[double]::NaN',
  infinity: '[double]::PositiveInfinity',
  negativeInfinity: '[double]::NegativeInfinity'
};

/**
 * PowerShell 5.1 and 7. Texts are single-quoted, where nothing but a quote is special, and what cannot stand there is
 * added as `[char]`. Whole numbers are `int`, `long` or `BigInteger`, which PowerShell would make decimals. An array
 * with one item begins with a comma, since `@( @(1) )` is `@(1)`.
 * Source: PowerShell 7.4, about_Quoting_Rules, about_Arrays, about_Numeric_Literals, about_Automatic_Variables; its
 * tokenizer takes U+2018 to U+201B for single quotes.
 */
export const powershellWriter: LanguageWriter = {
  title: TITLE,
  comment: '#',
  names: { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, reserved: new Set(RESERVED.split(/\s+/)), ignoresCase: true },
  maxDepth: 40,
  assign: (name, value) => `$${name} = ${literal(name, value)}`
};

function literal(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return '$null';
    case 'boolean':
      return kinded.value ? '$true' : '$false';
    case 'int':
      return intLiteral(kinded.value);
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return textLiteral(kinded.value);
    case 'list': {
      const items = kinded.value.map(item => literal(name, item));
      return `@(${items.length === 1 ? ',' : ''}${items.join(', ')})`;
    }
    case 'map':
      return mapLiteral(name, kinded.value);
  }
}

function mapLiteral(name: string, map: ReadonlyMap<string, ParameterValue>): string {
  const keys = new Set([...map.keys()].map(key => key.toUpperCase().toLowerCase()));
  if (keys.size < map.size) {
    throw new ParameterValueError(`Parameter "${name}" has keys that differ only in upper and lower case.`, {
      hint: `Hash tables of ${TITLE} hold one of them; hand the data over as JSON text.`,
      details: { name, language: TITLE }
    });
  }
  return `@{${[...map].map(([key, item]) => `${textLiteral(key)} = ${literal(name, item)}`).join('; ')}}`;
}

/** The least `long` is none to PowerShell, which reads the sign apart. */
function intLiteral(value: bigint): string {
  return intWidth([value, -value]) === 'big' ? `[bigint]::Parse('${value.toString()}')` : value.toString();
}

/** A sum begins with a text, so that `+` joins texts. */
function textLiteral(text: string): string {
  const pieces = text.split(RISKY).map((piece, index) => (index % 2 === 1 ? characters(piece) : quote(piece)));
  return pieces.length === 1 ? quote(text) : `(${pieces.join(' + ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function characters(text: string): string {
  return Array.from({ length: text.length }, (_, index) => `[char]0x${hex(text.charCodeAt(index), 4)}`).join(' + ');
}
