import { pythonFloatText } from '../../../src/json/index.js';
import { kindOf, type ParameterValue } from './value.js';

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t']
]);
/** What `str.isprintable` denies, and the backslash. Newer characters than the Unicode of either side can differ. */
const ESCAPED = /[\\\p{C}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;

/** What Python's `str(value)` gives. */
export function pythonStr(value: ParameterValue): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

/** What Python's `repr(value)` gives. Source: Python 3.11. */
export function pythonRepr(value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'None';
    case 'boolean':
      return kinded.value ? 'True' : 'False';
    case 'int':
      return kinded.value.toString();
    case 'float':
      return pythonFloatText(kinded.value);
    case 'string':
      return stringRepr(kinded.value);
    case 'list':
      return `[${kinded.value.map(pythonRepr).join(', ')}]`;
    case 'map':
      return `{${[...kinded.value].map(([key, item]) => `${stringRepr(key)}: ${pythonRepr(item)}`).join(', ')}}`;
  }
}

/** What Python's `ascii(value)` gives: the `repr` with everything beyond ASCII escaped. */
export function pythonAscii(value: ParameterValue): string {
  return pythonRepr(value).replace(/\P{ASCII}/gu, escapeCharacter);
}

function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(ESCAPED, escapeCharacter);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const codePoint = character.codePointAt(0) ?? 0;
  const hex = codePoint.toString(16);
  if (codePoint <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
