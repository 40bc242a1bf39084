import { kindOf, type ParameterValue } from '../value.js';
import { C_ESCAPES, escapeText, longUnicodeEscape } from './escape-text.js';
import { floatLiteral, suffixedInt } from './number-text.js';
import { intWidth, uniformKind, type IntWidth } from './uniform.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `Map None System _ abstract and as asr assert atomic base begin box break checked class component const
  constraint constructor continue default delegate do done downcast downto elif else end event exception extern external
  false finally fixed for fun function functor global if in include inherit inline interface internal land lazy let lor
  lsl lsr lxor match member method mixin mod module mutable namespace new not null object of open or override parallel
  private process protected public pure rec return sealed select sig static string struct tailcall then to trait true
  try type upcast use val virtual void volatile when while with yield`;
const SPECIAL = {
  nan: 'System.Double.NaN',
  infinity: 'System.Double.PositiveInfinity',
  negativeInfinity: 'System.Double.NegativeInfinity'
};

/**
 * F# of .NET Interactive. Whole numbers are `int`, `int64` or `BigInteger`; lists of one kind have its type, all others
 * hold boxed values, and so do maps; null is `None`, as papermill has it.
 * Source: F# language specification 4.1, chapter 3, "Lexical Analysis".
 */
export const fsharpWriter: LanguageWriter = {
  title: 'F#',
  comment: '//',
  names: { pattern: /^[\p{L}_][\p{L}\p{Nd}_]*$/u, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 40,
  assign: (name, value) => `let ${name} = ${literal(value)}`
};

function literal(value: ParameterValue, width?: IntWidth): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'None';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return suffixedInt(kinded.value, width ?? intWidth([kinded.value]), 'System.Numerics.BigInteger.Parse');
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return stringLiteral(kinded.value);
    case 'list':
      return `[ ${listItems(kinded.value).join('; ')} ]`;
    case 'map': {
      const items = [...kinded.value].map(([key, item]) => `(${stringLiteral(key)}, ${boxed(item)})`);
      return `[ ${items.join('; ')} ] |> Map.ofList<string, obj>`;
    }
  }
}

/** F# widens nothing, so whole numbers of one list all take the type of the widest. */
function listItems(items: readonly ParameterValue[]): readonly string[] {
  const uniform = uniformKind(items);
  if (uniform === undefined) return items.map(boxed);
  const width = uniform.kind === 'int' ? intWidth(uniform.values) : undefined;
  return items.map(item => literal(item, width));
}

/** In brackets: `box -1` would subtract, and a map is a pipeline. */
function boxed(value: ParameterValue): string {
  return `box (${literal(value)})`;
}

function stringLiteral(text: string): string {
  return `"${escapeText(text, C_ESCAPES, longUnicodeEscape)}"`;
}
