import type { TimeRange } from './time.js';

/** One event as Scirius sends it: the EVE record, flat at the top, and `_id`. The attacker's text in every value. */
export type SciriusEvent = Readonly<Record<string, unknown>>;

/** Events of one stretch of time, which begins at `startMs` (epoch). */
export type Bucket = { readonly startMs: number; readonly count: number };

/** `hits`: how many events there are, as far as the server says; `isCapped`: it stopped counting there. */
export type Events = {
  readonly rows: readonly SciriusEvent[];
  readonly hits: number;
  readonly isCapped: boolean;
  readonly server: 'Scirius' | 'embedded';
  readonly range: TimeRange;
  readonly notes: readonly string[];
};

/** Whether there are more events than rows. */
export function isTruncated({ rows, hits, isCapped }: Events): boolean {
  return hits > rows.length || (isCapped && rows.length <= hits);
}

/** Collects events of several answers, each once: bounds of time ranges are inclusive, and filters may overlap. */
export class EventCollector {
  readonly rows: SciriusEvent[] = [];
  readonly notes: string[] = [];
  readonly #seen = new Set<string>();

  /** The same event again is left out; one without an id cannot be recognised, so it counts. */
  add(part: Events): void {
    this.notes.push(...part.notes);
    for (const row of part.rows) {
      const id = row['_id'];
      if (typeof id === 'string') {
        if (this.#seen.has(id)) continue;
        this.#seen.add(id);
      }
      this.rows.push(row);
    }
  }
}

export function timestampOf(event: SciriusEvent): string {
  const stamp = event['@timestamp'] ?? event['timestamp'];
  return typeof stamp === 'string' ? stamp : '';
}
