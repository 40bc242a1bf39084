import { FIELD_ROWS } from './field-rows.js';

/** How a field is indexed. Source: the template of SELKS, facts/scirius §3.1. */
export type FieldType = 'text' | 'keyword' | 'ip' | 'long' | 'float' | 'date' | 'boolean' | 'object';

export type FieldInfo = {
  readonly name: string;
  readonly type: FieldType;
  /** One sentence, in our own words; empty for fields that only a live server names. */
  readonly description: string;
};

/** What is known about fields. `names` is every name that can be offered; `isComplete`: no other field exists. */
export type FieldCatalog = {
  readonly names: readonly string[];
  readonly isComplete: boolean;
  find(name: string): FieldInfo | undefined;
};

/** Fields with more than 256 characters now and then: their `.keyword` is then empty. Source: facts/scirius §3.1. */
export const LONG_TEXTS: ReadonlySet<string> = new Set([
  ...['payload_printable', 'http.url', 'http.http_user_agent', 'http.http_refer', 'http.http_request_body_printable'],
  ...[
    'http.http_response_body_printable',
    'tls.subject',
    'tls.issuerdn',
    'tls.chain',
    'payload',
    'packet',
    'alert.rule'
  ]
]);

/** The fields of Suricata that Huntbook describes. */
export const KNOWN_FIELDS: ReadonlyMap<string, FieldInfo> = new Map(
  FIELD_ROWS.map(([name, type, description]) => [name, { name, type, description }])
);

const SUBFIELD = /\.(?:keyword|raw)$/;
/** Addresses that the mapping also keeps as text. */
const IP_WITH_KEYWORD: ReadonlySet<string> = new Set(['src_ip', 'dest_ip', 'alert.source.ip', 'alert.target.ip']);

/**
 * A catalog of the fields in our table and, when a server was asked (`unique_fields`), of all that it has. A live name
 * without a row is text, as most are: the server tells names and no types.
 */
export function makeFieldCatalog(live: readonly string[] = []): FieldCatalog {
  const liveNames = new Set(live);
  const names = [...new Set([...KNOWN_FIELDS.keys(), ...live])].sort();
  const plain = (name: string): FieldInfo | undefined =>
    KNOWN_FIELDS.get(name) ?? (liveNames.has(name) ? { name, type: 'text', description: '' } : objectAt(names, name));
  return {
    names,
    isComplete: live.length > 0,
    find(name) {
      const field = plain(name);
      const base = name.replace(SUBFIELD, '');
      if (field !== undefined || base === name) return field;
      const owner = plain(base);
      if (owner === undefined) return undefined;
      if (owner.type !== 'text' && !IP_WITH_KEYWORD.has(base)) return undefined;
      return { name, type: 'keyword', description: owner.description };
    }
  };
}

/** The catalog when no server was asked. */
export const STATIC_CATALOG: FieldCatalog = makeFieldCatalog();

/** The field without `.keyword` or `.raw`. */
export function baseField(name: string): string {
  return name.replace(SUBFIELD, '');
}

function objectAt(sortedNames: readonly string[], name: string): FieldInfo | undefined {
  const prefix = `${name}.`;
  let low = 0;
  let high = sortedNames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sortedNames[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  if (sortedNames[low]?.startsWith(prefix) !== true) return undefined;
  return { name, type: 'object', description: `All fields that begin with ${prefix}` };
}
