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

/** What each operation must have, spelled from TheHive's Scala classes and not from ours. */
const SCALA_FIELDS: Readonly<Record<string, readonly string[]>> = {
  AddTagToCase: ['tag'],
  AddTagToArtifact: ['tag'],
  CreateTask: ['title', 'description'],
  AddCustomFields: ['name', 'tpe'],
  CloseTask: [],
  MarkAlertAsRead: [],
  AddLogToTask: ['content'],
  AddTagToAlert: ['tag'],
  AddArtifactToCase: ['data', 'dataType', 'message'],
  AssignCase: ['owner']
};

/**
 * Whether TheHive 4 can read all operations: one that it cannot throws, and the result of the job is never stored.
 * Source: TheHive 4.1.24 `ActionOperation.scala` (`MatchError` for another type, `as[String]` for each field).
 */
export function readsAllOperations(operations: readonly unknown[]): boolean {
  return operations.every(operation => {
    if (!isRecord(operation) || typeof operation['type'] !== 'string') return false;
    const fields = Object.hasOwn(SCALA_FIELDS, operation['type']) ? SCALA_FIELDS[operation['type']] : undefined;
    if (fields === undefined) return false;
    const hasValue = operation['type'] !== 'AddCustomFields' || Object.hasOwn(operation, 'value');
    return hasValue && fields.every(field => typeof operation[field] === 'string');
  });
}
