import type { LineCounts } from '../ingest/counts.js';
import type { PathNode, PathTree } from '../ingest/path-tree.js';
import type { FileHead } from './file-identity.js';
import { LAYOUT_VERSION } from './layout.js';

/** What is stored beside the events, in the same transaction. */
export type SegmentState = {
  readonly layout: number;
  readonly head: FileHead;
  /** Where reading goes on. */
  readonly endByte: number;
  readonly lines: number;
  readonly counts: LineCounts;
  readonly paths: readonly StoredPath[];
};

/** Path, its names from the top (they may hold dots), bits of `SEEN`, whether it is multiple, types of events. */
type StoredPath = readonly [readonly string[], number, boolean, readonly string[]];

export function storedPaths(paths: PathTree): readonly StoredPath[] {
  const stored: StoredPath[] = [];
  const visit = (node: PathNode, names: readonly string[]): void => {
    if (node.seen !== 0) stored.push([names, node.seen, node.isMultiple, [...node.eventTypes]]);
    for (const [key, child] of node.children) visit(child, [...names, key]);
  };
  visit(paths.root, []);
  return stored;
}

export function restorePaths(paths: PathTree, stored: readonly StoredPath[]): void {
  for (const [names, seen, isMultiple, eventTypes] of stored) {
    let node: PathNode | undefined = paths.root;
    for (const name of names) node = node === undefined ? undefined : paths.child(node, name);
    if (node === undefined) continue;
    node.seen = seen;
    node.isMultiple = isMultiple;
    for (const type of eventTypes) node.eventTypes.add(type);
  }
}

/** The state in a text that we wrote, unless it is of another layout. */
export function readState(text: string): SegmentState | undefined {
  // Only this room writes it, and its layout number vouches for the rest.
  const state = JSON.parse(text) as SegmentState;
  return state.layout === LAYOUT_VERSION ? state : undefined;
}
