import { pythonFloatText } from '../../../../src/json/index.js';
import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, hex } from './escape-text.js';
import type { LanguageWriter } from './writer.js';

/** Longer decimal literals are a SyntaxError; hexadecimal ones are not. Source: CPython 3.11, `sys.int_info`. */
const MAX_DECIMAL_DIGITS = 4300;

const RESERVED = `False None True __debug__ and as assert async await break class continue def del elif else except
  finally for from global if import in is lambda nonlocal not or pass raise return try while with yield`;

/** Python 3. Source: Python language reference 3.11, "Lexical analysis". */
export const pythonWriter: LanguageWriter = {
  title: 'Python',
  comment: '#',
  names: { pattern: /^[\p{XID_Start}_]\p{XID_Continue}*$/u, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 90,
  assign: (name, value) => `${name} = ${literal(value)}`
};

function literal(value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'None';
    case 'boolean':
      return kinded.value ? 'True' : 'False';
    case 'int':
      return intLiteral(kinded.value);
    case 'float':
      return Number.isFinite(kinded.value)
        ? pythonFloatText(kinded.value)
        : `float('${pythonFloatText(kinded.value)}')`;
    case 'string':
      return stringLiteral(kinded.value);
    case 'list':
      return `[${kinded.value.map(literal).join(', ')}]`;
    case 'map':
      return `{${[...kinded.value].map(([key, item]) => `${stringLiteral(key)}: ${literal(item)}`).join(', ')}}`;
  }
}

function intLiteral(value: bigint): string {
  const decimal = value.toString();
  if (decimal.length <= MAX_DECIMAL_DIGITS) return decimal;
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

function stringLiteral(text: string): string {
  return `"${escapeText(text, C_ESCAPES, escapeCodePoint)}"`;
}

function escapeCodePoint(codePoint: number): string {
  if (codePoint <= 0xff) return `\\x${hex(codePoint, 2)}`;
  return codePoint <= 0xffff ? `\\u${hex(codePoint, 4)}` : `\\U${hex(codePoint, 8)}`;
}
