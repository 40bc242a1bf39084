import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, utf16Escape } from './escape-text.js';
import { floatLiteral, suffixedInt } from './number-text.js';
import { intWidth, uniformKind, type IntWidth } from './uniform.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `_ abstract case catch class def do else enum export extends false final finally for forSome given if
  implicit import lazy macro match new null object override package private protected return sealed super then this
  throw trait true try type val var while with yield Any BigInt Double Map None Seq String`;
/** The class file format takes constants of 65,535 bytes, and a character is three at most, as escape six. */
const MAX_LITERAL = 10_000;
const SPECIAL = { nan: 'Double.NaN', infinity: 'Double.PositiveInfinity', negativeInfinity: 'Double.NegativeInfinity' };

/**
 * Scala 2.11 and later, also on Spark. Whole numbers are `Int`, `Long` or `BigInt`; lists and maps of one kind have its
 * type, all others are of `Any`, because Scala would widen `Seq(1, 2.5)`. Up to Scala 2.12 `\uXXXX` counts anywhere in a
 * source, but not after an uneven number of backslashes; ours double every backslash.
 * Source: Scala language specification 2.12 and 2.13, chapter 1, "Lexical Syntax".
 */
export const scalaWriter: LanguageWriter = {
  title: 'Scala',
  comment: '//',
  names: { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 40,
  assign: (name, value) => `val ${name} = ${literal(value)}`
};

function literal(value: ParameterValue, width?: IntWidth): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'None';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return suffixedInt(kinded.value, width ?? intWidth([kinded.value]), 'BigInt');
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return stringLiteral(kinded.value);
    case 'list':
      return listLiteral(kinded.value);
    case 'map':
      return mapLiteral(kinded.value);
  }
}

function listLiteral(items: readonly ParameterValue[]): string {
  const { isUniform, width } = typeOf(items);
  return `Seq${isUniform ? '' : '[Any]'}(${items.map(item => literal(item, width)).join(', ')})`;
}

function mapLiteral(map: ReadonlyMap<string, ParameterValue>): string {
  const { isUniform, width } = typeOf([...map.values()]);
  const items = [...map].map(([key, item]) => `${stringLiteral(key)} -> ${literal(item, width)}`);
  return `Map${isUniform ? '' : '[String, Any]'}(${items.join(', ')})`;
}

function typeOf(items: readonly ParameterValue[]): { readonly isUniform: boolean; readonly width?: IntWidth } {
  const uniform = uniformKind(items);
  if (uniform?.kind === 'int') return { isUniform: true, width: intWidth(uniform.values) };
  return { isUniform: uniform !== undefined };
}

function stringLiteral(text: string): string {
  if (text.length <= MAX_LITERAL) return quote(text);
  const characters = Array.from(text);
  const pieces = Array.from({ length: Math.ceil(characters.length / MAX_LITERAL) }, (_, index) =>
    quote(characters.slice(index * MAX_LITERAL, (index + 1) * MAX_LITERAL).join(''))
  );
  return `Seq(${pieces.join(', ')}).mkString`;
}

function quote(text: string): string {
  return `"${escapeText(text, C_ESCAPES, utf16Escape)}"`;
}
