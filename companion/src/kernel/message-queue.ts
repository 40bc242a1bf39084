/** Once so many handed-over items stand before the first waiting one, the array is cut. Half of it is then waste. */
const COMPACT_FROM = 4_096;

/**
 * A queue from one producer to one consumer: `push` never waits, `next` waits for an item or the end.
 * Constant time per item, also with millions queued; memory is that of the items not yet taken.
 * Leaving a `for await` loop keeps the rest for the next loop; `end` lets the consumer finish what is queued.
 */
export class MessageQueue<T extends object> implements AsyncIterableIterator<T> {
  #items: (T | undefined)[] = [];
  #head = 0;
  #ended = false;
  #waiting: ((result: IteratorResult<T, undefined>) => void) | undefined;

  /** How many items wait to be taken. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    if (this.#ended) return;
    const waiting = this.#waiting;
    if (waiting === undefined) {
      this.#items.push(item);
      return;
    }
    this.#waiting = undefined;
    waiting({ value: item, done: false });
  }

  end(): void {
    this.#ended = true;
    this.#waiting?.({ value: undefined, done: true });
    this.#waiting = undefined;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#waiting !== undefined) return Promise.reject(new Error('A message queue has one consumer at a time.'));
    const item = this.#items[this.#head];
    if (item !== undefined) return Promise.resolve({ value: this.#take(item), done: false });
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise(resolve => {
      this.#waiting = resolve;
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #take(item: T): T {
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= COMPACT_FROM && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
