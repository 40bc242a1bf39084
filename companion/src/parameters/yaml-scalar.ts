import type { ParameterValue } from './value.js';
import { parsePythonFloat, parsePythonInt } from './python-number.js';

export type ScalarTag = 'bool' | 'float' | 'int' | 'null' | 'str';

/** PyYAML's implicit types in the order in which it tries them. Timestamps are missing on purpose: papermill drops them. */
const IMPLICIT: readonly (readonly [ScalarTag, RegExp])[] = [
  ['bool', /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  ['float', /^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?$/],
  ['float', /^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/],
  ['float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/],
  ['float', /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/],
  ['int', /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/],
  ['null', /^(?:~|null|Null|NULL|)$/]
];
const TRUE_WORDS = new Set(['yes', 'true', 'on']);
const FALSE_WORDS = new Set(['no', 'false', 'off']);

/** The type of a plain (unquoted) scalar. Source: PyYAML 6.0 `resolver.py`, YAML 1.1 without timestamps. */
export function implicitTag(text: string): ScalarTag {
  return IMPLICIT.find(([, pattern]) => pattern.test(text))?.[0] ?? 'str';
}

/** The scalar as its type; `undefined` when the text is none of that type. Source: PyYAML 6.0 `constructor.py`. */
export function scalarValue(tag: ScalarTag, text: string): ParameterValue | undefined {
  switch (tag) {
    case 'bool':
      if (TRUE_WORDS.has(text.toLowerCase())) return true;
      return FALSE_WORDS.has(text.toLowerCase()) ? false : undefined;
    case 'float':
      return floatValue(text);
    case 'int':
      return intValue(text);
    case 'null':
      return null;
    case 'str':
      return text;
  }
}

function intValue(text: string): bigint | undefined {
  const { isNegative, magnitude } = signed(text);
  const value = unsignedInt(magnitude);
  return value !== undefined && isNegative ? -value : value;
}

/** YAML 1.1: `0b11`, `0x1F`, `017` (octal), `1:30` (sixties), `_` anywhere. */
function unsignedInt(digits: string): bigint | undefined {
  if (/^0b[01]+$/.test(digits) || /^0x[0-9a-f]+$/i.test(digits)) return BigInt(digits);
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  if (digits.startsWith('0') && digits !== '0') return undefined;
  const parts = digits.split(':').map(parsePythonInt);
  return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum * 60n + part), 0n);
}

function floatValue(text: string): number | undefined {
  const { isNegative, magnitude } = signed(text.toLowerCase());
  const value = unsignedFloat(magnitude);
  return value !== undefined && isNegative ? -value : value;
}

function unsignedFloat(digits: string): number | undefined {
  if (digits === '.inf') return Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  // Summed from the smallest part, as PyYAML does, so that rounding is the same.
  const parts = digits.split(':').map(parsePythonFloat).reverse();
  return parts.reduce(
    (sum, part, index) => (sum === undefined || part === undefined ? undefined : sum + part * 60 ** index),
    0
  );
}

function signed(text: string): { readonly isNegative: boolean; readonly magnitude: string } {
  const bare = text.replaceAll('_', '');
  return { isNegative: bare.startsWith('-'), magnitude: /^[-+]/.test(bare) ? bare.slice(1) : bare };
}
