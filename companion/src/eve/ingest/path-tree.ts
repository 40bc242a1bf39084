import { LIMITS } from '../defaults.js';

/** One path of events, e.g. `http.hostname`; what is known of its values grows while events are read. */
export type PathNode = {
  readonly path: string;
  /** The name of its member as the file spells it: the end of `path`, which is longer when the name holds dots. */
  readonly key: string;
  readonly children: Map<string, PathNode>;
  /** What the reader made of this path when it first came up, e.g. the number of its column; -1 for nothing. */
  readonly column: number;
  /** Bits of `SEEN`. */
  seen: number;
  /** Whether some event has more than one value here. */
  isMultiple: boolean;
  readonly eventTypes: Set<string>;
  lastType: string;
};

/** All paths of a file. Bounded: past `LIMITS.paths`, and past `LIMITS.pathLength` characters, new ones are only counted. */
export class PathTree {
  readonly #columnOf: (path: string) => number;
  readonly root: PathNode;
  #size = 0;
  #refused = 0;

  constructor(columnOf: (path: string) => number) {
    this.#columnOf = columnOf;
    this.root = this.#node('', '');
  }

  /** How many values lay at paths that there was no room for. */
  get refused(): number {
    return this.#refused;
  }

  child(parent: PathNode, key: string): PathNode | undefined {
    const known = parent.children.get(key);
    if (known !== undefined) return known;
    if (this.#size >= LIMITS.paths || parent.path.length + key.length >= LIMITS.pathLength) {
      this.#refused += 1;
      return undefined;
    }
    this.#size += 1;
    const node = this.#node(parent === this.root ? key : `${parent.path}.${key}`, key);
    parent.children.set(key, node);
    return node;
  }

  /** Every node with values, in no order. */
  *leaves(): Generator<PathNode> {
    const waiting = [this.root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.seen !== 0) yield node;
      waiting.push(...node.children.values());
    }
  }

  #node(path: string, key: string): PathNode {
    return {
      path,
      key,
      children: new Map(),
      column: path === '' ? -1 : this.#columnOf(path),
      seen: 0,
      isMultiple: false,
      eventTypes: new Set(),
      lastType: ''
    };
  }
}
