import { limitBundle } from './limit-output.js';
import type { Bundle, OutputEvent } from './output-event.js';
import { redactObject } from './redact-json.js';
import { redactOutput, type Redact } from './stored-outputs.js';

type TellOptions = { readonly redact: Redact | undefined; readonly limitBytes: number };

/**
 * The event as consumers of the run get it: without secrets, as far as they stand in one message, and with a sentence
 * in the place of a display that is not stored either because it is too large.
 */
export function toldEvent(event: OutputEvent, options: TellOptions): OutputEvent {
  const { redact } = options;
  switch (event.kind) {
    case 'stream':
      return redact === undefined ? event : { ...event, output: { ...event.output, text: redact(event.output.text) } };
    case 'error':
      return { ...event, output: redactOutput(event.output, redact) };
    case 'display':
      return { ...event, output: { ...event.output, ...toldBundle(event.output, options) } };
    case 'update':
      return { ...event, bundle: toldBundle(event.bundle, options) };
    case 'clear':
      return event;
  }
}

function toldBundle({ data, metadata }: Bundle, { redact, limitBytes }: TellOptions): Bundle {
  const bytes = textLength(data);
  const bundle = bytes > limitBytes ? limitBundle({ data, metadata }, bytes) : { data, metadata };
  if (redact === undefined) return bundle;
  return { data: redactObject(bundle.data, redact), metadata: redactObject(bundle.metadata, redact) };
}

/** What the texts of a bundle take, at least; a cheap look, the reducer measures exactly. */
function textLength(data: Bundle['data']): number {
  return Object.values(data).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
}
