import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, longUnicodeEscape } from './escape-text.js';
import { floatLiteral } from './number-text.js';
import { uniformKind } from './uniform.js';
import { checkedText, noSurrogates } from './unicode-text.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `Any Dict Inf NaN String ans baremodule begin break catch ccall const continue do else elseif end export
  false finally for function global if import in isa let local macro module mutable nothing public quote return struct
  true try using where while`;
const TITLE = 'Julia';
const SPECIAL = { nan: 'NaN', infinity: 'Inf', negativeInfinity: '-Inf' };

/**
 * Julia 1. Whole numbers take the type that holds them (`Int`, `Int128`, `BigInt`), as Julia's literals do. Lists of
 * one kind have its type, all others and maps are of `Any`, because Julia would widen `[1, 2.5]`. `$` begins code in a
 * text and is escaped.
 * Source: Julia manual 1.10, "Strings", "Variables" (names are read in NFC; all underscores cannot be read).
 */
export const juliaWriter: LanguageWriter = {
  title: TITLE,
  comment: '#',
  names: { pattern: /^(?=.*[^_])[\p{L}_][\p{L}\p{Nd}_]*$/u, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 40,
  assign: (name, value) => `${name} = ${literal(name, value)}`
};

function literal(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'nothing';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return kinded.value.toString();
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return stringLiteral(name, kinded.value);
    case 'list': {
      const type = uniformKind(kinded.value) === undefined ? 'Any' : '';
      return `${type}[${kinded.value.map(item => literal(name, item)).join(', ')}]`;
    }
    case 'map': {
      const items = [...kinded.value].map(([key, item]) => `${stringLiteral(name, key)} => ${literal(name, item)}`);
      return `Dict{String, Any}(${items.join(', ')})`;
    }
  }
}

function stringLiteral(name: string, text: string): string {
  const checked = checkedText(text, { name, language: TITLE, unsuitable: noSurrogates(TITLE) });
  return `"${escapeText(checked, C_ESCAPES, longUnicodeEscape).replaceAll('$', '\\$')}"`;
}
