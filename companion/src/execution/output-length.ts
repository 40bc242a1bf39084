import type { JsonObject } from '../../../src/json/index.js';
import type { OutputEvent } from './output-event.js';

/** About how many characters an event holds: a cheap look at its own texts. The reducer measures exactly. */
export function outputLength(event: OutputEvent): number {
  switch (event.kind) {
    case 'stream':
      return event.output.text.length;
    case 'error':
      return event.output.traceback.reduce((sum, line) => sum + line.length, event.output.evalue.length);
    case 'display':
      return textLength(event.output.data);
    case 'update':
      return textLength(event.bundle.data);
    case 'clear':
      return 0;
  }
}

/** What the texts of a bundle take, at least. */
export function textLength(data: JsonObject): number {
  return Object.values(data).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
}
