import type { Glance } from '../glance.js';

type Frames = readonly Uint8Array[];
type Waiting = { readonly kind: 'message'; readonly frames: Frames; readonly glance: Glance };
/** Outputs that were dropped, all of one request, and how many bytes they had. */
type Gap = { readonly kind: 'gap'; readonly parent: string; messages: number; bytes: number };

const MB = 1024 * 1024;

/** So many messages may wait before no more are read: small ones then wait, packed closer, in ZeroMQ's own queue. */
const MESSAGES = 2_000;

/**
 * How many bytes of outputs of one request may wait. What is kept at the beginning is more than a notebook stores of
 * a cell (`DEFAULT_OUTPUT_LIMITS.cellBytes`), what is kept at the end more than it stores of a text that was cut.
 */
const CALM = { bytes: 40 * MB, head: 21 * MB, tail: 4 * MB };
/** The same once somebody waits for the kernel to stop: then its last status matters more than its outputs. */
const HURRIED = { bytes: 4 * MB, head: 0, tail: 0 };

/**
 * Messages that were read and not yet decoded. Reading is cheap and decoding is not: a kernel that prints faster than
 * we decode would fill the memory. So the middle of a flood is dropped here, unseen, and a gap stands in its place.
 */
export class Backlog {
  #waiting: (Waiting | Gap)[] = [];
  #bytes = 0;
  #limits = CALM;
  #hasEnded = false;
  #onItem: (() => void) | undefined;
  #onRoom: (() => void) | undefined;

  push(frames: Frames, glance: Glance): void {
    this.#waiting.push({ kind: 'message', frames, glance });
    this.#bytes += glance.bytes;
    this.#shed();
    this.#onItem?.();
  }

  /** From now on little is kept. */
  hurry(): void {
    this.#limits = HURRIED;
    this.#shed();
  }

  end(): void {
    this.#hasEnded = true;
    this.#onItem?.();
  }

  /** Resolves when another message may be read. */
  async room(): Promise<void> {
    while (this.#waiting.length >= MESSAGES) await new Promise<void>(resolve => void (this.#onRoom = resolve));
  }

  /** Everything in order; ends once `end` was called and nothing waits. For one consumer. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Waiting | Gap, void> {
    for (;;) {
      const item = this.#take();
      if (item !== undefined) yield item;
      else if (this.#hasEnded) return;
      else await new Promise<void>(resolve => void (this.#onItem = resolve));
    }
  }

  #take(): Waiting | Gap | undefined {
    const item = this.#waiting.shift();
    if (item?.kind === 'message') this.#bytes -= item.glance.bytes;
    if (this.#waiting.length < MESSAGES / 2) this.#onRoom?.();
    return item;
  }

  #shed(): void {
    if (this.#bytes <= this.#limits.bytes) return;
    const sums = new Map<string, number>();
    for (const item of this.#waiting) {
      const parent = item.kind === 'message' ? item.glance.outputOf() : undefined;
      if (parent !== undefined && item.kind === 'message')
        sums.set(parent, (sums.get(parent) ?? 0) + item.glance.bytes);
    }
    for (const [parent, bytes] of sums) if (bytes > this.#limits.bytes) this.#dropMiddle(parent, bytes);
  }

  #dropMiddle(parent: string, total: number): void {
    const { head, tail } = this.#limits;
    const gap: Gap = { kind: 'gap', parent, messages: 0, bytes: 0 };
    const kept: (Waiting | Gap)[] = [];
    let until = 0;
    for (const item of this.#waiting) {
      const isGap = item.kind === 'gap';
      if ((isGap ? item.parent : item.glance.outputOf()) !== parent) {
        kept.push(item);
        continue;
      }
      const { bytes } = isGap ? item : item.glance;
      if (!isGap) until += bytes;
      if (!isGap && (until <= head || total - until < tail)) {
        kept.push(item);
        continue;
      }
      if (gap.messages === 0) kept.push(gap);
      gap.messages += isGap ? item.messages : 1;
      gap.bytes += bytes;
      if (!isGap) this.#bytes -= bytes;
    }
    this.#waiting = kept;
  }
}
