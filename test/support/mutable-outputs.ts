import type { OutputEvent } from '../../companion/src/execution/index.js';
import type { Output } from '../../companion/src/notebook/index.js';

type Entry = { output: Output; id: string | undefined };

/** The rules of outputs once more, as a front end would write them: with lists that change in place and no index. */
export class MutableOutputs {
  readonly #cells = new Map<number, Entry[]>();
  readonly #deferred = new Set<number>();

  shown(cell: number): readonly Output[] {
    return this.#entries(cell).map(entry => entry.output);
  }

  take(cell: number, event: OutputEvent): void {
    if (event.kind === 'clear') {
      this.#deferred.delete(cell);
      if (event.wait) this.#deferred.add(cell);
      else this.#cells.set(cell, []);
      return;
    }
    if (event.kind === 'update') return this.#rewrite(event.displayId, event.bundle);
    if (event.kind === 'display' && event.displayId !== undefined) this.#rewrite(event.displayId, event.output);
    if (this.#deferred.delete(cell)) this.#cells.set(cell, []);
    const entries = this.#entries(cell);
    const last = entries.at(-1)?.output;
    if (event.kind === 'stream' && last?.output_type === 'stream' && last.name === event.output.name) {
      entries[entries.length - 1] = { output: { ...last, text: last.text + event.output.text }, id: undefined };
    } else entries.push({ output: event.output, id: event.kind === 'display' ? event.displayId : undefined });
  }

  #rewrite(id: string, bundle: Pick<Extract<Output, { output_type: 'display_data' }>, 'data' | 'metadata'>): void {
    for (const entries of this.#cells.values()) {
      for (const entry of entries) {
        const { output } = entry;
        if (entry.id !== id || output.output_type === 'stream' || output.output_type === 'error') continue;
        entry.output = { ...output, data: bundle.data, metadata: bundle.metadata };
      }
    }
  }

  #entries(cell: number): Entry[] {
    const found = this.#cells.get(cell) ?? [];
    this.#cells.set(cell, found);
    return found;
  }
}
