import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, hex } from './escape-text.js';
import { floatLiteral } from './number-text.js';
import { checkedText, noSurrogates } from './unicode-text.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `BEGIN END __ENCODING__ __FILE__ __LINE__ __callee__ __dir__ __method__ _ alias and begin break case
  class def defined? do else elsif end ensure false for if in module next nil not or redo rescue retry return self super
  then true undef unless until when while yield`;
const TITLE = 'Ruby';
const SPECIAL = { nan: 'Float::NAN', infinity: 'Float::INFINITY', negativeInfinity: '-Float::INFINITY' };

/**
 * Ruby 2.7 and later. `#` begins code in a text (`#{…}`, `#$x`, `#@x`) and is escaped. Names begin in lower case: the
 * others are constants.
 * Source: Ruby documentation 3.1, "Literals", "Keywords"; tried with Ruby 3.1.
 */
export const rubyWriter: LanguageWriter = {
  title: TITLE,
  comment: '#',
  names: { pattern: /^[a-z_][A-Za-z0-9_]*$/, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 90,
  assign: (name, value) => `${name} = ${literal(name, value)}`
};

function literal(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'nil';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return kinded.value.toString();
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return stringLiteral(name, kinded.value);
    case 'list':
      return `[${kinded.value.map(item => literal(name, item)).join(', ')}]`;
    case 'map': {
      const items = [...kinded.value].map(([key, item]) => `${stringLiteral(name, key)} => ${literal(name, item)}`);
      return `{${items.join(', ')}}`;
    }
  }
}

function stringLiteral(name: string, text: string): string {
  const checked = checkedText(text, { name, language: TITLE, unsuitable: noSurrogates(TITLE) });
  const escaped = escapeText(checked, C_ESCAPES, codePoint => `\\u{${hex(codePoint, 1)}}`);
  return `"${escaped.replaceAll('#', '\\#')}"`;
}
