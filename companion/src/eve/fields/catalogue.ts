import { HOT_COLUMNS } from '../store/layout.js';
import type { PathNode, PathTree } from '../ingest/path-tree.js';
import { fieldType, type FieldType } from './field-type.js';

/** What is known of one field of a file. */
export type Field = {
  readonly path: string;
  readonly type: FieldType;
  /** The names under which its values stand in the file, for finding lines that hold it. */
  readonly keys: readonly string[];
  /** The types of the events that have it: Scirius keeps an index for each. */
  readonly eventTypes: ReadonlySet<string>;
  readonly isMultiple: boolean;
  /** Index into `HOT_COLUMNS`, or -1 for a field without a column. */
  readonly hot: number;
};

export type Catalogue = ReadonlyMap<string, Field>;

/** The fields of a file by path, from the paths seen so far. `@timestamp` is there for every event, as Logstash adds it. */
export function catalogueOf(paths: PathTree): Catalogue {
  const fields = new Map<string, Field>();
  const allTypes = new Set<string>();
  for (const node of paths.leaves()) {
    for (const type of node.eventTypes) allTypes.add(type);
    const known = fields.get(node.path);
    fields.set(node.path, known === undefined ? fieldOf(node) : merge(known, fieldOf(node)));
  }
  const time = { type: 'date', keys: [], eventTypes: allTypes, isMultiple: false, hot: 0 } as const;
  return fields.set('@timestamp', { path: '@timestamp', ...time });
}

function fieldOf(node: PathNode): Field {
  const hot = HOT_COLUMNS[node.column];
  return {
    path: node.path,
    type: hot === undefined ? fieldType(node.path, node.seen) : hot.kind,
    keys: [node.key],
    eventTypes: node.eventTypes,
    isMultiple: node.isMultiple,
    hot: node.column
  };
}

/** Two places that one path names, e.g. `{"a":{"b":1}}` and `{"a.b":2}`. */
function merge(one: Field, other: Field): Field {
  return {
    ...one,
    type: one.type === other.type ? one.type : 'text',
    keys: [...one.keys, ...other.keys],
    eventTypes: new Set([...one.eventTypes, ...other.eventTypes]),
    isMultiple: one.isMultiple || other.isMultiple
  };
}
