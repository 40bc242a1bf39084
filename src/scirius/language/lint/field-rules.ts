import type { FieldRef, LeafNode } from '../ast.js';
import { baseField, LONG_TEXTS, type FieldCatalog } from '../fields.js';
import { escapeWord, quoteText } from '../serialize.js';
import { replacement, type Finding, type Fix } from './diagnostic.js';
import { similarField } from './similar-field.js';

/** Rules about which field a leaf asks. */
export function lintField(leaf: LeafNode, catalog: FieldCatalog): readonly Finding[] {
  const { field } = leaf;
  if (field === undefined) return bareWord(leaf);
  if (field.name === '_exists_') return existsTarget(leaf, catalog);
  return [...unknownField(field.name, field, catalog), ...longKeyword(leaf, field)];
}

function existsTarget(leaf: LeafNode, catalog: FieldCatalog): readonly Finding[] {
  if (leaf.kind === 'exists') return unknownName(leaf.target, leaf, catalog, leaf);
  if (leaf.kind !== 'wildcard') return [];
  const name = leaf.raw.replace(/\.?[*?].*$/, '');
  const fixes = name === '' ? [] : [replacement(`Write _exists_:${name}`, leaf, `_exists_:${name}`)];
  const message = '_exists_ with a wildcard matches nothing.';
  return [{ code: 'exists-one-field', from: leaf.from, to: leaf.to, message, fixes }];
}

function unknownField(name: string, field: FieldRef, catalog: FieldCatalog): readonly Finding[] {
  return unknownName(name, field.span, catalog, undefined);
}

function unknownName(
  name: string,
  at: { readonly from: number; readonly to: number },
  catalog: FieldCatalog,
  exists: LeafNode | undefined
): readonly Finding[] {
  if (name.includes('*') || catalog.find(name) !== undefined) return [];
  const owner = catalog.find(baseField(name));
  const write = (text: string): Fix => {
    return replacement(`Write ${text}`, at, exists === undefined ? escapeWord(text) : `_exists_:${escapeWord(text)}`);
  };
  if (owner !== undefined) {
    const message = `${owner.name} has no ${name.slice(owner.name.length)}, so this matches nothing.`;
    return [{ code: 'subfield-present', from: at.from, to: at.to, message, fixes: [write(owner.name)] }];
  }
  const similar = similarField(baseField(name), catalog);
  // Our own table does not know every field, so it speaks only of slips.
  if (similar === undefined && !catalog.isComplete) return [];
  const question = similar === undefined ? '' : ` Did you mean ${similar}?`;
  const message = `There is no field ${name}.${question}`;
  return [
    { code: 'field-known', from: at.from, to: at.to, message, fixes: similar === undefined ? [] : [write(similar)] }
  ];
}

function longKeyword(leaf: LeafNode, field: FieldRef): readonly Finding[] {
  const base = baseField(field.name);
  const isPattern = leaf.kind === 'wildcard' || leaf.kind === 'regex';
  if (base === field.name || !isPattern || !LONG_TEXTS.has(base)) return [];
  const message = `${field.name} is empty where ${base} is long.`;
  const fixes = [replacement(`Write ${base}`, field.span, base)];
  return [{ code: 'value-within-keyword', from: field.span.from, to: field.span.to, message, fixes }];
}

const OPERATOR = /^(?:and|or|not|&|\|)$/i;

function bareWord(leaf: LeafNode): readonly Finding[] {
  if (leaf.kind !== 'text' && leaf.kind !== 'phrase' && leaf.kind !== 'wildcard') return [];
  if (leaf.kind === 'text' && (leaf.written === 'operator' || leaf.words.some(word => OPERATOR.test(word)))) return [];
  const value = leaf.kind === 'wildcard' ? leaf.raw : leaf.kind === 'phrase' ? leaf.text : leaf.words.join(' ');
  const written = leaf.kind === 'wildcard' ? value : quoteText(value);
  const fixes = [replacement('Search in alert.signature', leaf, `alert.signature:${written}`)];
  return [
    { code: 'field-named', from: leaf.from, to: leaf.to, message: `${value} is searched for in all fields.`, fixes }
  ];
}
