import { isRecord } from './json-record.js';

/** A taxonomy as TheHive 4 stores it on the observable. */
export type TheHiveTag = {
  readonly level: string;
  readonly namespace: string;
  readonly predicate: string;
  readonly value: unknown;
};

const LEVELS = ['info', 'safe', 'suspicious', 'malicious'];

/** One malformed taxonomy drops all, one unknown level too. Source: TheHive 4.1.24 `Job.scala`, `Conversion.scala:49`. */
export function decodeTaxonomies(value: unknown): readonly TheHiveTag[] {
  const tags: TheHiveTag[] = [];
  for (const taxonomy of Array.isArray(value) ? (value as readonly unknown[]) : []) {
    if (!isRecord(taxonomy) || !Object.hasOwn(taxonomy, 'value')) return [];
    const { level, namespace, predicate } = taxonomy;
    if (typeof level !== 'string' || typeof namespace !== 'string' || typeof predicate !== 'string') return [];
    if (!LEVELS.includes(level)) return [];
    tags.push({ level, namespace, predicate, value: taxonomy['value'] });
  }
  return tags;
}
