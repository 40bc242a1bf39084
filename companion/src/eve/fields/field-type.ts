/**
 * How the search engine behind Scirius would index a field.
 * Source: the index template of SELKS 4af455c with dynamic mapping (facts/scirius §3.1): strings are text with a keyword
 * of at most 256 characters, strings that look like dates are dates, a few named fields are addresses.
 */
export type FieldType = 'text' | 'long' | 'double' | 'date' | 'boolean' | 'ip';

/** What values of a field were seen, as bits that add up. */
export const SEEN = { text: 1, dateText: 2, integer: 4, float: 8, boolean: 16 } as const;

/** Addresses by name; every other type is told by the values. Source: the template's `ip` properties. */
const ADDRESSES: ReadonlySet<string> = new Set([
  'src_ip',
  'dest_ip',
  'discovery.asset',
  'alert.source.ip',
  'alert.target.ip',
  'geoip.ip',
  'ip'
]);
const DATES: ReadonlySet<string> = new Set(['timestamp', '@timestamp']);

/**
 * The type of the field at `path` whose values are `seen` (bits of `SEEN`). Values of several kinds in one file: text
 * wins, since the engine indexes numbers in text fields but drops text in number fields.
 */
export function fieldType(path: string, seen: number): FieldType {
  if (ADDRESSES.has(path)) return 'ip';
  if (DATES.has(path)) return 'date';
  if ((seen & SEEN.text) !== 0) return 'text';
  if ((seen & SEEN.dateText) !== 0) return (seen & ~SEEN.dateText) === 0 ? 'date' : 'text';
  if ((seen & SEEN.float) !== 0) return 'double';
  if ((seen & SEEN.integer) !== 0) return 'long';
  return 'boolean';
}

/** Whether a field of this type has the sub-fields `keyword` and `raw`. */
export function hasKeyword(type: FieldType): boolean {
  return type === 'text' || type === 'ip';
}
