import { pythonFloatText } from '../../../../src/json/index.js';
import { kindOf, type ParameterValue } from '../value.js';
import { beyondDoubleRemarks, isBeyondDouble } from './beyond-double.js';
import { C_ESCAPES, escapeText, longUnicodeEscape } from './escape-text.js';
import { hexFloat } from './hex-float.js';
import { checkedText } from './unicode-text.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `... FALSE Inf NA NA_character_ NA_complex_ NA_integer_ NA_real_ NULL NaN TRUE break else for function if
  in next repeat while`;
const TITLE = 'R';
const UNSUITABLE = { pattern: /[\0\p{Cs}]/u, hint: 'R has no text with NUL or half a surrogate pair.' };

/**
 * R. Ints are R's numbers (doubles), as papermill writes them; beyond 2^53 they are texts, with a remark, because a
 * rounded flow id names another flow. Leading `_` of a name is dropped as papermill does, since R allows none.
 * Source: R language definition 4.2, "Parser"; its parser takes 50 open brackets (`CONTEXTSTACK_SIZE`).
 */
export const rWriter: LanguageWriter = {
  title: TITLE,
  comment: '#',
  names: {
    pattern: /^(?:\p{L}|\.(?![0-9]))[\p{L}\p{Nd}._]*$/u,
    reserved: new Set(RESERVED.split(/\s+/)),
    variable: name => name.replace(/^_+/, '')
  },
  maxDepth: 40,
  assign: (name, value) => `${name} = ${literal(name, value)}`,
  remarks: (name, value) => beyondDoubleRemarks(name, value, { code: 'parameter-number-exact-in-r', title: TITLE })
};

function literal(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return kinded.value ? 'TRUE' : 'FALSE';
    case 'int':
      return isBeyondDouble(kinded.value) ? `"${kinded.value.toString()}"` : kinded.value.toString();
    case 'float':
      return floatLiteral(kinded.value);
    case 'string':
      return stringLiteral(name, kinded.value);
    case 'list':
      return `list(${kinded.value.map(item => literal(name, item)).join(', ')})`;
    case 'map':
      return mapLiteral(name, kinded.value);
  }
}

/** `list("" = x)` is an error in R, so a map with an empty key gets its names afterwards. */
function mapLiteral(name: string, map: ReadonlyMap<string, ParameterValue>): string {
  if (!map.has('')) {
    return `list(${[...map].map(([key, item]) => `${stringLiteral(name, key)} = ${literal(name, item)}`).join(', ')})`;
  }
  const items = [...map.values()].map(item => literal(name, item)).join(', ');
  const keys = [...map.keys()].map(key => stringLiteral(name, key)).join(', ');
  return `structure(list(${items}), names = c(${keys}))`;
}

function floatLiteral(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  return isReadExactly(value) ? pythonFloatText(value) : hexFloat(value);
}

/**
 * R reads decimals by way of a longer float and rounds twice: most come out right, some one unit off (seen:
 * -7.03371847954367e+164 with R 4.2). Whole numbers of 63 bits and fractions of 20 bits are exact on that way.
 */
function isReadExactly(value: number): boolean {
  return (
    (Number.isInteger(value) && Math.abs(value) < 2 ** 63) ||
    (Number.isInteger(value * 2 ** 20) && Math.abs(value) < 2 ** 30)
  );
}

function stringLiteral(name: string, text: string): string {
  const checked = checkedText(text, { name, language: TITLE, unsuitable: UNSUITABLE });
  // R refuses a string that mixes `\u` with `\x`, so there is no `\x`.
  return `"${escapeText(checked, C_ESCAPES, longUnicodeEscape)}"`;
}
