import { ExactNumber, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import type { Message } from '../kernel/index.js';
import type { Bundle, OutputEvent } from './output-event.js';

/**
 * What the message says about outputs; nothing for other messages and for those that lack what they need. Total:
 * kernels leave out fields that the protocol demands, and `transient` may be null.
 * Source: Jupyter messaging 5.4, "Messages on the IOPub channel".
 */
export function decodeOutput(message: Message): OutputEvent | undefined {
  return decodeContent(message.header.msg_type, message.content);
}

/** The same for the content of a message of this type. */
export function decodeContent(msgType: string, content: JsonObject): OutputEvent | undefined {
  switch (msgType) {
    case 'stream':
      return typeof content.text === 'string'
        ? { kind: 'stream', output: { output_type: 'stream', name: text(content.name, 'stdout'), text: content.text } }
        : undefined;
    case 'error':
      return { kind: 'error', output: { output_type: 'error', ...errorOf(content) } };
    case 'display_data':
      return withId(content, { kind: 'display', output: { output_type: 'display_data', ...bundleOf(content) } });
    case 'execute_result':
      return withId(content, {
        kind: 'display',
        output: { output_type: 'execute_result', ...bundleOf(content), execution_count: countOf(content) ?? null }
      });
    case 'update_display_data': {
      const displayId = displayIdOf(content);
      return displayId === undefined ? undefined : { kind: 'update', bundle: bundleOf(content), displayId };
    }
    case 'clear_output':
      return { kind: 'clear', wait: content.wait === true };
    default:
      return undefined;
  }
}

/** What a reply of status `error`, or an `error` message, says. */
export function errorOf(content: JsonObject): { ename: string; evalue: string; traceback: readonly string[] } {
  const lines = isJsonArray(content.traceback) ? content.traceback : [];
  const traceback = lines.filter(line => typeof line === 'string');
  return { ename: text(content.ename, 'Error'), evalue: text(content.evalue, ''), traceback };
}

/** The number in `In [n]`, when the message carries one; with any other, no reader would take the notebook any more. */
export function countOf({ execution_count: sent }: JsonObject): number | undefined {
  const count = sent instanceof ExactNumber ? sent.valueOf() : sent;
  return typeof count === 'number' && Number.isSafeInteger(count) ? count : undefined;
}

function bundleOf(content: JsonObject): Bundle {
  return {
    data: isJsonObject(content.data) ? content.data : {},
    metadata: isJsonObject(content.metadata) ? content.metadata : {}
  };
}

function withId(content: JsonObject, event: Extract<OutputEvent, { kind: 'display' }>): OutputEvent {
  const displayId = displayIdOf(content);
  return displayId === undefined ? event : { ...event, displayId };
}

function displayIdOf(content: JsonObject): string | undefined {
  const id = isJsonObject(content.transient) ? content.transient.display_id : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function text(value: JsonValue | undefined, absent: string): string {
  return typeof value === 'string' ? value : absent;
}
