import { isJsonObject, type JsonValue } from '../../../src/json/index.js';
import type { MessageHeader } from './message.js';
import { DELIMITER, type ParseJson } from './wire.js';

/** What can be known of a message before its signature is checked and its content is read. */
export type Glance = {
  /** How long its content and buffers are. */
  readonly bytes: number;
  /**
   * The parent, in JSON, if the message is an output, else undefined. Looked up at the first call only. Not verified:
   * good enough to drop a message, since a forged one is dropped anyway.
   */
  readonly outputOf: () => string | undefined;
};

/** Type of the message that stands where outputs were dropped unread; its content is `{ messages, bytes }`. */
export const LEFT_OUT = 'huntbook_left_out';

/** Type of the message that says that outputs of a request were lost on the way; its content is `{ reason }`. */
export const INCOMPLETE = 'huntbook_incomplete';

const OUTPUT_TYPES: ReadonlySet<JsonValue | undefined> = new Set([
  'stream',
  'display_data',
  'update_display_data',
  'execute_result'
]);

export function glanceAt(frames: readonly Uint8Array[], parseJson: ParseJson): Glance {
  const start = frames.findIndex(frame => DELIMITER.equals(frame));
  const [, , header, parent, , ...heavy] = start === -1 ? [] : frames.slice(start);
  let known: { readonly parent: string | undefined } | undefined;
  return {
    bytes: heavy.reduce((sum, frame) => sum + frame.byteLength, 0),
    outputOf: () => (known ??= { parent: isOutput(header, parseJson) ? textOf(parent) : undefined }).parent
  };
}

/** What was said of a parent by `Glance.outputOf`, as an incomplete header. */
export function readParentId(parent: string, parseJson: ParseJson): Partial<MessageHeader> {
  try {
    const header = parseJson(parent);
    const id = isJsonObject(header) ? header['msg_id'] : undefined;
    return typeof id === 'string' ? { msg_id: id } : {};
  } catch {
    // Not JSON: then it belongs to nobody, as the messages would have.
    return {};
  }
}

function isOutput(header: Uint8Array | undefined, parseJson: ParseJson): boolean {
  try {
    const fields = parseJson(textOf(header) ?? '');
    return isJsonObject(fields) && OUTPUT_TYPES.has(fields['msg_type']);
  } catch {
    // Not JSON: the decoder counts and drops it.
    return false;
  }
}

function textOf(frame: Uint8Array | undefined): string | undefined {
  return frame === undefined
    ? undefined
    : Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('utf8');
}
