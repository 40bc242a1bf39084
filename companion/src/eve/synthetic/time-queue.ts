import type { DraftEvent } from './draft-event.js';

/** Hands events out in the order of their times; equal times in the order in which they came. A binary heap. */
export class TimeQueue {
  readonly #heap: (DraftEvent & { readonly turn: number })[] = [];
  #turns = 0;

  get size(): number {
    return this.#heap.length;
  }

  get nextAtMs(): number {
    return this.#heap[0]?.atMs ?? Infinity;
  }

  add(event: DraftEvent): void {
    const heap = this.#heap;
    this.#turns += 1;
    heap.push({ atMs: event.atMs, event: event.event, turn: this.#turns });
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#swapUnlessInOrder(parent, child)) return;
      child = parent;
    }
  }

  take(): DraftEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ;) {
      const left = parent * 2 + 1;
      if (left >= heap.length) return first;
      const smaller = left + 1 < heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapUnlessInOrder(parent, smaller)) return first;
      parent = smaller;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    return x.atMs < y.atMs || (x.atMs === y.atMs && x.turn < y.turn);
  }

  #swapUnlessInOrder(parent: number, child: number): boolean {
    if (!this.#isBefore(child, parent)) return false;
    const [x, y] = [this.#heap[parent], this.#heap[child]];
    if (x === undefined || y === undefined) return false;
    this.#heap[parent] = y;
    this.#heap[child] = x;
    return true;
  }
}
