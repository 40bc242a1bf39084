import { ParameterValueError } from '../failures.js';
import { kindOf, type ParameterValue } from '../value.js';
import { beyondDoubleRemarks, isBeyondDouble } from './beyond-double.js';
import { floatLiteral } from './number-text.js';
import { checkedText, noSurrogates } from './unicode-text.js';
import type { LanguageWriter } from './writer.js';

const RESERVED = `Inf NaN ans break case catch char classdef containers continue do else elseif end end_try_catch
  end_unwind_protect endclassdef endenumeration endevents endfor endfunction endif endmethods endparfor endproperties
  endswitch endwhile enumeration eval events false for function global if methods native2unicode otherwise parfor
  persistent properties return spmd switch true try uint8 until unwind_protect unwind_protect_cleanup while`;
const TITLE = 'MATLAB';
/** Characters that may not stand raw in a line of code; `char(…)` of Octave makes bytes, so beyond ASCII it is not enough. */
const RISKY = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+)/u;
const SPECIAL = { nan: 'NaN', infinity: 'Inf', negativeInfinity: '-Inf' };

/**
 * MATLAB and GNU Octave. Texts are single-quoted: in double quotes Octave reads backslashes and MATLAB does not, in
 * single quotes the quote alone is special to both. All numbers are doubles; whole numbers beyond 2^53 are texts, with a
 * remark. Lists are cell arrays, null is NaN as papermill has it.
 * Source: MATLAB R2024a, "Represent Text with Character and String Arrays", `namelengthmax` (63); Octave 7 manual,
 * "Strings"; tried with Octave 7.3.
 */
export const matlabWriter: LanguageWriter = {
  title: TITLE,
  comment: '%',
  names: { pattern: /^[A-Za-z][A-Za-z0-9_]{0,62}$/, reserved: new Set(RESERVED.split(/\s+/)) },
  maxDepth: 30,
  assign: (name, value) => `${name} = ${literal(name, value)};`,
  remarks: (name, value) => beyondDoubleRemarks(name, value, { code: 'parameter-number-exact-in-matlab', title: TITLE })
};

function literal(name: string, value: ParameterValue): string {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'null':
      return 'NaN';
    case 'boolean':
      return String(kinded.value);
    case 'int':
      return isBeyondDouble(kinded.value) ? `'${kinded.value.toString()}'` : kinded.value.toString();
    case 'float':
      return floatLiteral(kinded.value, SPECIAL);
    case 'string':
      return textLiteral(name, kinded.value);
    case 'list':
      return `{${kinded.value.map(item => literal(name, item)).join(', ')}}`;
    case 'map':
      return mapLiteral(name, kinded.value);
  }
}

/** Without `UniformValues` a map of numbers and booleans would become one of numbers. */
function mapLiteral(name: string, map: ReadonlyMap<string, ParameterValue>): string {
  if (map.size === 0) return 'containers.Map()';
  if (map.has('')) {
    throw new ParameterValueError(`Parameter "${name}" has an empty key.`, {
      hint: 'GNU Octave has no empty keys in maps; hand the data over as JSON text.',
      details: { name, language: TITLE }
    });
  }
  const keys = [...map.keys()].map(key => textLiteral(name, key)).join(', ');
  const items = [...map.values()].map(item => literal(name, item)).join(', ');
  return `containers.Map({${keys}}, {${items}}, 'UniformValues', false)`;
}

function textLiteral(name: string, text: string): string {
  const checked = checkedText(text, { name, language: TITLE, unsuitable: noSurrogates(TITLE) });
  const pieces = checked.split(RISKY).map((piece, index) => (index % 2 === 1 ? characters(piece) : quote(piece)));
  return pieces.length === 1 ? quote(checked) : `[${pieces.join(', ')}]`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function characters(text: string): string {
  const bytes = [...Buffer.from(text)];
  const isAscii = bytes.every(byte => byte < 0x80);
  return isAscii ? `char([${bytes.join(', ')}])` : `native2unicode(uint8([${bytes.join(', ')}]), 'UTF-8')`;
}
