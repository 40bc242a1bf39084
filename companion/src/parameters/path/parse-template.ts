/** A template in pieces: literal text, or a field that a value replaces. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field';
      /** As written, for messages. */
      readonly source: string;
      readonly name: string;
      readonly keys: readonly string[];
      readonly conversion: 'r' | 's' | 'a' | '';
      readonly spec: readonly TemplatePart[];
    };

/** What is wrong with a template, in words. */
export class TemplateFault {
  constructor(readonly message: string) {}
}

/** `{name…!c:spec}` taken apart; keys in brackets can hold any character but `]`. */
const FIELD = /^(?<name>[^[.!:]*)(?<path>(?:\[[^\]]*\]|[^[!:])*)(?:!(?<conversion>[^:]*))?(?::(?<spec>.*))?$/s;
const PATH = /^(?:\[[^\]]+\])*$/;

/**
 * The pieces of a template of Python's `str.format`, or what is wrong with it. Attribute access and numbered fields
 * are refused: the first reaches into objects, the second has nothing to count. A specification can hold fields, whose
 * own specification cannot. Source: Python 3.11, "Format String Syntax".
 */
export function parseTemplate(template: string, depth = 0): readonly TemplatePart[] | TemplateFault {
  const parts: TemplatePart[] = [];
  let text = '';
  for (let index = 0; index < template.length;) {
    const character = template.charAt(index);
    if (character !== '{' && character !== '}') {
      text += character;
      index += 1;
    } else if (template.charAt(index + 1) === character && depth === 0) {
      text += character;
      index += 2;
    } else {
      const end = character === '{' ? closingBrace(template, index) : -1;
      if (end < 0)
        return new TemplateFault(`holds a single "${character}"; write "${character}${character}" for the character`);
      const field = parseField(template.slice(index + 1, end), depth);
      if (field instanceof TemplateFault) return field;
      parts.push({ kind: 'text', text }, field);
      text = '';
      index = end + 1;
    }
  }
  return [...parts, { kind: 'text', text }];
}

function parseField(source: string, depth: number): TemplatePart | TemplateFault {
  if (depth > 1) return new TemplateFault('nests fields too deeply');
  const { name = '', path = '', conversion, spec = '' } = FIELD.exec(source)?.groups ?? {};
  if (name === '' || /^[0-9]+$/.test(name)) return new TemplateFault(`holds "{${source}}", a field without a name`);
  if (/[{}]/.test(name)) return new TemplateFault(`holds a brace in the name of a field`);
  if (!PATH.test(path))
    return new TemplateFault(`holds "{${source}}": only [key] can follow a name, attributes cannot`);
  if (conversion !== undefined && conversion !== 'r' && conversion !== 's' && conversion !== 'a') {
    return new TemplateFault(`holds "{${source}}": conversions are !r, !s and !a`);
  }
  const parts = parseTemplate(spec, depth + 1);
  if (parts instanceof TemplateFault) return parts;
  const keys = Array.from(path.matchAll(/\[([^\]]+)\]/g), ([, key = '']) => key);
  return { kind: 'field', source, name, keys, conversion: conversion ?? '', spec: parts };
}

/** Where the field that opens at `start` closes, -1 when it does not. */
function closingBrace(template: string, start: number): number {
  let open = 0;
  for (let index = start; index < template.length; index += 1) {
    if (template.charAt(index) === '{') open += 1;
    if (template.charAt(index) === '}') open -= 1;
    if (open === 0) return index;
  }
  return -1;
}
