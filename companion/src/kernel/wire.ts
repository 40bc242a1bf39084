import { isJsonObject } from '../../../src/json/index.js';
import type { JsonObject, JsonValue } from '../../../src/json/index.js';
import type { Channel, Message, MessageHeader } from './message.js';
import type { Signer } from './signature.js';

/** Reads JSON text; numbers keep their spelling where JavaScript would change it. */
export type ParseJson = (text: string) => JsonValue;

/** Why frames were no message. They are dropped and counted, never thrown: anyone on the socket can send them. */
export type BadMessage =
  'delimiter-missing' | 'frames-missing' | 'signature-wrong' | 'json-invalid' | 'header-incomplete';

export type Decoded =
  { readonly kind: 'message'; readonly message: Message } | { readonly kind: 'bad'; readonly reason: BadMessage };

const DELIMITER = Buffer.from('<IDS|MSG>');
const EMPTY: JsonObject = Object.freeze({});

/**
 * The frames of a message, without routing identities: delimiter, signature, four JSON frames, buffers.
 * Source: Jupyter messaging 5.4, "The Wire Protocol".
 */
export function encodeMessage(message: Message, signer: Signer): Uint8Array[] {
  const parts = [message.header, message.parentHeader, message.metadata, message.content];
  const frames = parts.map(part => Buffer.from(JSON.stringify(part)));
  return [DELIMITER, Buffer.from(signer.sign(frames), 'latin1'), ...frames, ...message.buffers];
}

/**
 * The message in `frames`. They are split at the first delimiter (a buffer may contain another one); the signature is
 * checked over the raw bytes before anything is parsed; invalid UTF-8 becomes U+FFFD.
 */
export function decodeMessage(
  frames: readonly Uint8Array[],
  options: { readonly channel: Channel; readonly signer: Signer; readonly parseJson: ParseJson }
): Decoded {
  const start = frames.findIndex(frame => DELIMITER.equals(frame));
  if (start === -1) return bad('delimiter-missing');
  const [signature, header, parent, metadata, content] = frames.slice(start + 1, start + 6);
  if (!signature || !header || !parent || !metadata || !content) return bad('frames-missing');
  if (!options.signer.verify(signature, [header, parent, metadata, content])) return bad('signature-wrong');
  try {
    const read = (frame: Uint8Array): JsonObject => readObject(frame, options.parseJson);
    const headerFields = readHeader(read(header));
    if (headerFields === undefined) return bad('header-incomplete');
    return {
      kind: 'message',
      message: {
        channel: options.channel,
        header: headerFields,
        parentHeader: stringFields(read(parent)),
        metadata: read(metadata),
        content: read(content),
        buffers: frames.slice(start + 6)
      }
    };
  } catch {
    // Not JSON, or a frame beyond the longest string V8 can hold: the reason is all that the counter needs.
    return bad('json-invalid');
  }
}

function bad(reason: BadMessage): Decoded {
  return { kind: 'bad', reason };
}

/** A JSON object, or an empty one for `null` and other values: some kernels send those for "nothing". */
function readObject(frame: Uint8Array, parseJson: ParseJson): JsonObject {
  if (frame.byteLength === 2) return EMPTY;
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const value = parseJson(bytes.toString('utf8'));
  return isJsonObject(value) ? value : EMPTY;
}

/** A header with the fields that routing needs; the others are filled in, since real kernels leave some of them out. */
function readHeader(fields: JsonObject): MessageHeader | undefined {
  const { msg_id, msg_type, ...rest } = stringFields(fields);
  if (msg_id === undefined || msg_type === undefined) return undefined;
  return { session: '', username: '', date: '', version: '', ...rest, msg_id, msg_type };
}

function stringFields(fields: JsonObject): Partial<MessageHeader> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));
}
