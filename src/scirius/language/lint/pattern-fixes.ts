import type { FuzzyNode, RegexNode, WildcardNode } from '../ast.js';
import type { FieldType } from '../fields.js';
import { replacement, type Fix } from './diagnostic.js';

type Pattern = WildcardNode | RegexNode | FuzzyNode;

/** What can be written instead of a pattern on a field that is no text. */
export function patternFixes(leaf: Pattern, type: FieldType): readonly Fix[] {
  const { field } = leaf;
  if (field === undefined) return [];
  const prefix = field.inherited ? '' : `${field.raw}:`;
  const instead = (value: string): Fix => replacement(`Write ${value}`, leaf, prefix + value);
  if (type === 'ip') {
    const network = leaf.kind === 'wildcard' ? networkOf(leaf.raw) : undefined;
    const keyword = { title: `Search in ${field.name}.keyword`, changes: [insertAfter(leaf, `${field.raw}.keyword`)] };
    const fixes = network === undefined ? [] : [instead(network)];
    return field.inherited ? fixes : [...fixes, keyword];
  }
  if (leaf.kind === 'fuzzy') return [instead(leaf.text)];
  if (leaf.kind === 'regex') return [instead('*')];
  return [instead(VALUES[type]?.(leaf.raw) ?? '*')];

  function insertAfter({ from }: Pattern, insert: string) {
    return { from, to: from + (field?.raw.length ?? 0), insert };
  }
}

/** `192.168.*` as `"192.168.0.0/16"`. */
function networkOf(raw: string): string | undefined {
  const [whole, known = ''] = /^((?:\d{1,3}\.){1,3})(?:\*(?:\.\*)*)$/.exec(raw) ?? [];
  if (whole === undefined) return undefined;
  const parts = known.split('.').filter(part => part !== '');
  if (parts.some(part => Number(part) > 255)) return undefined;
  const address = [...parts, '0', '0', '0'].slice(0, 4).join('.');
  return `"${address}/${String(parts.length * 8)}"`;
}

const VALUES: { readonly [type in FieldType]?: (raw: string) => string | undefined } = {
  long: numbersOf,
  float: numbersOf,
  date: raw => /^(\d{4}-\d{2}-\d{2})\*$/.exec(raw)?.[1],
  boolean: raw => (raw.toLowerCase().startsWith('t') ? 'true' : raw.toLowerCase().startsWith('f') ? 'false' : undefined)
};

/** `40?` and `40*` as `[400 TO 409]`. */
function numbersOf(raw: string): string | undefined {
  const known = /^(\d+)[?*]$/.exec(raw)?.[1];
  return known === undefined ? undefined : `[${known}0 TO ${known}9]`;
}
