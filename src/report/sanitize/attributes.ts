import { attributes, EMPTY, type AttributeValue, type Html } from '../html.js';
import { readLink } from './link.js';
import { LINK_ATTRIBUTES } from './policy.js';
import type { TagAttributes } from './tokens.js';
import { attributeRule, type AttributeRule, type Vocabulary } from './vocabulary.js';

/** Attributes that were let through, in the order of the markup, and the names of those that were not. */
export type ReadAttributes = { readonly kept: Record<string, AttributeValue>; readonly refused: readonly string[] };

/** Judges the attributes of one tag. A `picture` rule is judged by the caller, who may have to show a text instead. */
export function readAttributes(tag: string, given: TagAttributes, vocabulary: Vocabulary): ReadAttributes {
  const kept: Record<string, AttributeValue> = {};
  const refused: string[] = [];
  for (const [name, value] of given) {
    const rule = attributeRule(vocabulary, tag, name);
    const judged = rule === undefined ? undefined : judge(rule, value, vocabulary);
    if (judged === undefined) {
      if (refused.length < MAX_REFUSED) refused.push(name);
      continue;
    }
    kept[name] = judged;
    if (rule === 'link') Object.assign(kept, LINK_ATTRIBUTES);
  }
  return { kept, refused };
}

/** Attributes as markup. */
export function attributeText(kept: Readonly<Record<string, AttributeValue>>): Html {
  for (const _name in kept) return attributes(kept);
  return EMPTY;
}

/** The start of a text, at most `length` UTF-16 units, without half a character at its end. */
export function cutAt(value: string, length: number): string {
  if (value.length <= length) return value;
  return value.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Refused names that are told; a tag may carry a hundred thousand. */
const MAX_REFUSED = 20;

function judge(rule: AttributeRule, value: string, { maxAttributeText }: Vocabulary): AttributeValue {
  if (rule instanceof RegExp) return rule.test(value) ? value : undefined;
  switch (rule) {
    case 'text':
      return cutAt(value, maxAttributeText);
    case 'picture':
      return value;
    case 'flag':
      return true;
    case 'link':
      return readLink(value);
  }
}
