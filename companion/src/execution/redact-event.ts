import type { OutputEvent } from './output-event.js';
import { redactObject } from './redact-json.js';
import { redactOutput, type Redact } from './stored-outputs.js';

/** The event without secrets, as far as they stand in one message. */
export function redactEvent(event: OutputEvent, redact: Redact): OutputEvent {
  switch (event.kind) {
    case 'stream':
      return { kind: 'stream', output: { ...event.output, text: redact(event.output.text) } };
    case 'error':
      return { kind: 'error', output: redactOutput(event.output, redact) };
    case 'display':
      return { ...event, output: redactOutput(event.output, redact) };
    case 'update': {
      const { data, metadata } = event.bundle;
      return { ...event, bundle: { data: redactObject(data, redact), metadata: redactObject(metadata, redact) } };
    }
    case 'clear':
      return event;
  }
}
