import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, hex } from './escape-text.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `Infinity NaN __proto__ arguments await break case catch class const continue debugger default delete do
  else enum eval export extends false finally for function if implements import in instanceof interface let new null
  package private protected public return static super switch this throw true try typeof undefined var void while with
  yield`;

/**
 * JavaScript and TypeScript. The assignment changes what the parameters cell declared with `let` or `var`; where it
 * declared nothing a global is made first, because strict kernels (Deno) refuse to; after `const` it fails aloud.
 * Ints beyond 2^53 are `BigInt` literals, because a rounded flow id names another flow.
 * Source: ECMAScript 2024, "Lexical grammar", annex B.3.1 (`__proto__`); tried with Deno 2.9.
 */
export const javascriptWriter: LanguageWriter = {
  title: 'JavaScript',
  comment: '//',
  names: {
    pattern: /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u,
    reserved: new Set(RESERVED.split(/\s+/))
  },
  maxDepth: 200,
  assign: (name, value) =>
    `if (typeof ${name} === "undefined") globalThis.${name} = undefined; ${name} = ${literal(value)};`
};

function literal(value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return Number.isSafeInteger(Number(kinded.value)) ? kinded.value.toString() : `${kinded.value.toString()}n`;
    case 'float':
      return Object.is(kinded.value, -0) ? '-0' : String(kinded.value);
    case 'string':
      return stringLiteral(kinded.value);
    case 'list':
      return `[${kinded.value.map(literal).join(', ')}]`;
    case 'map':
      return `{${[...kinded.value].map(([key, item]) => `${propertyKey(key)}: ${literal(item)}`).join(', ')}}`;
  }
}

/** `"__proto__": x` in a literal sets the prototype; a computed key is an ordinary property. */
function propertyKey(key: string): string {
  return key === '__proto__' ? '["__proto__"]' : stringLiteral(key);
}

function stringLiteral(text: string): string {
  return `"${escapeText(text, C_ESCAPES, escapeCodePoint)}"`;
}

function escapeCodePoint(codePoint: number): string {
  if (codePoint <= 0xff) return `\\x${hex(codePoint, 2)}`;
  return codePoint <= 0xffff ? `\\u${hex(codePoint, 4)}` : `\\u{${hex(codePoint, 1)}}`;
}
