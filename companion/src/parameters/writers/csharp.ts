import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, longUnicodeEscape } from './escape-text.js';
import { floatLiteral, suffixedInt } from './number-text.js';
import { intWidth, uniformKind } from './uniform.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `System _ abstract as base bool break byte case catch char checked class const continue decimal default
  delegate do double else enum event explicit extern false finally fixed float for foreach goto if implicit in int
  interface internal is lock long namespace new null object operator out override params private protected public
  readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint
  ulong unchecked unsafe ushort using var virtual void volatile while`;
const SPECIAL = { nan: 'double.NaN', infinity: 'double.PositiveInfinity', negativeInfinity: 'double.NegativeInfinity' };

/**
 * C# of .NET Interactive and later scripting. Whole numbers are `int`, `long` or `BigInteger`; lists of one kind are
 * arrays of its type, all others of `object`, and so are the values of maps; null, which papermill refuses, is an
 * `object`. `\x` takes as many digits as come, so there is none.
 * Source: C# language specification 7, "Lexical structure"; tried with Mono's compiler 6.8.
 */
export const csharpWriter: LanguageWriter = {
  title: 'C#',
  comment: '//',
  names: { pattern: /^[\p{L}_][\p{L}\p{Nd}_]*$/u, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 40,
  assign: (name, value) => `${value === null ? 'object' : 'var'} ${name} = ${literal(value)};`
};

function literal(value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return suffixedInt(kinded.value, intWidth([kinded.value]), 'System.Numerics.BigInteger.Parse');
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return stringLiteral(kinded.value);
    case 'list': {
      const type = uniformKind(kinded.value) === undefined ? 'object' : '';
      return `new ${type}[] { ${kinded.value.map(literal).join(', ')} }`;
    }
    case 'map': {
      const items = [...kinded.value].map(([key, item]) => `{ ${stringLiteral(key)}, ${literal(item)} }`);
      return `new System.Collections.Generic.Dictionary<string, object> { ${items.join(', ')} }`;
    }
  }
}

function stringLiteral(text: string): string {
  return `"${escapeText(text, C_ESCAPES, longUnicodeEscape)}"`;
}
