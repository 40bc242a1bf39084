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
export type StoredPath = readonly [readonly string[], number, boolean, readonly string[]];

export function storedPaths(paths: PathTree): readonly StoredPath[] {
  return [...pathsIn(paths)].map(([names, { seen, isMultiple, eventTypes }]) => [
    names,
    seen,
    isMultiple,
    [...eventTypes]
  ]);
}

/** Every node with values, with its names from the top. */
function* pathsIn(paths: PathTree): Generator<readonly [readonly string[], PathNode]> {
  const waiting: (readonly [readonly string[], PathNode])[] = [[[], paths.root]];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const [names, node] = one;
    if (node.seen !== 0) yield one;
    for (const [key, child] of node.children) waiting.push([[...names, key], child]);
  }
}

/** Of the paths of a tree those of which more is known than before. */
export class ChangedPaths {
  readonly #paths: PathTree;
  readonly #known = new Map<PathNode, string>();

  constructor(paths: PathTree) {
    this.#paths = paths;
  }

  /** Those that changed since the last time. */
  take(): readonly StoredPath[] {
    const changed: StoredPath[] = [];
    for (const [names, node] of pathsIn(this.#paths)) {
      const { seen, isMultiple, eventTypes } = node;
      const now = `${seen} ${isMultiple} ${eventTypes.size}`;
      if (this.#known.get(node) === now) continue;
      this.#known.set(node, now);
      changed.push([names, seen, isMultiple, [...eventTypes]]);
    }
    return changed;
  }
}

/** Adds what is known of some paths to what a tree knows. */
export function addPaths(paths: PathTree, stored: readonly StoredPath[]): void {
  for (const [names, seen, isMultiple, eventTypes] of stored) {
    let node: PathNode | undefined = paths.root;
    for (const name of names) node = node === undefined ? undefined : paths.child(node, name);
    if (node === undefined) continue;
    node.seen |= seen;
    node.isMultiple ||= isMultiple;
    for (const type of eventTypes) node.eventTypes.add(type);
  }
}

/** The state in a text that we wrote, unless it is of another layout. */
export function readState(text: string): SegmentState | undefined {
  // Only this room writes it, and its layout number vouches for the rest.
  const state = JSON.parse(text) as SegmentState;
  return state.layout === LAYOUT_VERSION ? state : undefined;
}
