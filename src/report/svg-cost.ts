/**
 * How much a browser draws for an SVG document, in elements. An element may draw others again (`use`, patterns, masks,
 * markers), those again others: thirty short lines can ask for 10^30 elements and hang the page that shows them.
 * Source: SVG 2, "Processing of 'use' elements"; the case "references that multiply" froze Chromium 156 for good.
 */
export class DrawingCost {
  readonly #root: Group = newGroup();
  readonly #byId = new Map<string, Group>();
  readonly #open: Group[] = [this.#root];
  #points = 0;

  /** An element begins. Elements with an id are groups of their own, since others may draw them. */
  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    const around = this.#open.at(-1) ?? this.#root;
    const id = attributes.get('id');
    const group = id === undefined ? around : newGroup();
    if (id !== undefined) {
      around.inner.push(group);
      if (!this.#byId.has(id)) this.#byId.set(id, group);
    }
    this.#open.push(group);
    group.elements += 1;
    for (const [name, value] of attributes) {
      // A path of n characters has less than n / 3 corners, and a marker is drawn at each of them.
      if (name === 'd' || name === 'points') this.#points += value.length / 3;
      else if (value.includes('#') && tag !== 'a') addReferences(group, name, value);
    }
  }

  close(): void {
    this.#open.pop();
  }

  /** Elements that are drawn in all, at most; Infinity when one draws itself, or deeper than any drawing needs. */
  total(): number {
    return this.#costOf(this.#root, 0);
  }

  #costOf(group: Group, depth: number): number {
    if (depth > MAX_REFERENCE_DEPTH) return Infinity;
    if (group.cost !== undefined) return group.cost;
    // What is found to draw itself meets this: a circle has no cost that could be told from its parts.
    group.cost = Infinity;
    let cost = group.elements;
    for (const inner of group.inner) cost += this.#costOf(inner, depth + 1);
    for (const { id, isMarker } of group.references) {
      const target = this.#byId.get(id);
      if (target !== undefined) cost += this.#costOf(target, depth + 1) * (isMarker ? 1 + this.#points : 1);
    }
    group.cost = cost;
    return cost;
  }
}

/** Drawings of 1.5 MB have less than 100,000 elements, of which Chromium shows some 200,000 a second. */
export const MAX_DRAWN_ELEMENTS = 400_000;

const MAX_REFERENCE_DEPTH = 500;

type Group = {
  elements: number;
  readonly inner: Group[];
  readonly references: { readonly id: string; readonly isMarker: boolean }[];
  cost: number | undefined;
};

function newGroup(): Group {
  return { elements: 0, inner: [], references: [], cost: undefined };
}

function addReferences(group: Group, name: string, value: string): void {
  const isMarker = name.startsWith('marker') || /marker/i.test(value);
  if (name === 'href' || name === 'xlink:href') group.references.push({ id: decodeId(value.slice(1)), isMarker });
  else
    for (const [, id] of value.matchAll(/url\(\s*['"]?#([^\s"')]+)/gi))
      group.references.push({ id: decodeId(id ?? ''), isMarker });
}

/** Addresses may percent-encode what ids spell out. */
function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    // Not an encoding: browsers take it as it is.
    return id;
  }
}
