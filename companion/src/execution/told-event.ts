import { limitBundle } from './limit-output.js';
import type { Bundle, OutputEvent } from './output-event.js';
import { textLength } from './output-length.js';
import type { Redaction } from './redaction.js';
import { redactOutput } from './stored-outputs.js';

type TellOptions = { readonly redaction: Redaction | undefined; readonly limitBytes: number };

/**
 * The event as consumers of the run get it: without secrets, as far as they stand in one text, and with a sentence
 * in the place of a display that is not stored either because it is too large.
 */
export function toldEvent(event: OutputEvent, options: TellOptions): OutputEvent {
  const { redaction } = options;
  switch (event.kind) {
    case 'stream':
      if (redaction === undefined) return event;
      return { ...event, output: { ...event.output, text: redaction.text(event.output.text) } };
    case 'error':
      return { ...event, output: redactOutput(event.output, redaction) };
    case 'display':
      return { ...event, output: { ...event.output, ...toldBundle(event.output, options) } };
    case 'update':
      return { ...event, bundle: toldBundle(event.bundle, options) };
    case 'clear':
      return event;
  }
}

function toldBundle({ data, metadata }: Bundle, { redaction, limitBytes }: TellOptions): Bundle {
  const bytes = textLength(data);
  const bundle = bytes > limitBytes ? limitBundle({ data, metadata }, bytes) : { data, metadata };
  if (redaction === undefined) return bundle;
  return { data: redaction.object(bundle.data), metadata: redaction.object(bundle.metadata) };
}
