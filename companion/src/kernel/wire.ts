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

/** Stands between the routing identities and the message. */
export const DELIMITER = Buffer.from('<IDS|MSG>');
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

export type DecoderOptions = { readonly channel: Channel; readonly signer: Signer; readonly parseJson: ParseJson };

/**
 * Reads the messages of one socket. Frames are split at the first delimiter (a buffer may contain another one); the
 * signature is checked over the raw bytes before anything is parsed; invalid UTF-8 becomes U+FFFD.
 * The outputs of a cell share their parent, so an equal parent is read once.
 */
export function createDecoder({
  channel,
  signer,
  parseJson
}: DecoderOptions): (frames: readonly Uint8Array[]) => Decoded {
  let lastParent: { readonly bytes: Uint8Array; readonly header: Partial<MessageHeader> } | undefined;
  const readParent = (bytes: Uint8Array): Partial<MessageHeader> => {
    if (lastParent === undefined || Buffer.compare(lastParent.bytes, bytes) !== 0) {
      lastParent = { bytes, header: readHeader(readObject(bytes, parseJson)) };
    }
    return lastParent.header;
  };
  return frames => {
    const start = frames.findIndex(frame => DELIMITER.equals(frame));
    if (start === -1) return bad('delimiter-missing');
    const [signature, header, parent, metadata, content] = frames.slice(start + 1, start + 6);
    if (!signature || !header || !parent || !metadata || !content) return bad('frames-missing');
    if (!signer.verify(signature, [header, parent, metadata, content])) return bad('signature-wrong');
    try {
      const fields = readHeader(readObject(header, parseJson));
      if (!isComplete(fields)) return bad('header-incomplete');
      return {
        kind: 'message',
        message: {
          channel,
          header: fields,
          parentHeader: readParent(parent),
          metadata: readObject(metadata, parseJson),
          content: readObject(content, parseJson),
          buffers: frames.slice(start + 6)
        }
      };
    } catch {
      // Not JSON, or a frame beyond the longest string V8 can hold: the reason is all that the counter needs.
      return bad('json-invalid');
    }
  };
}

function bad(reason: BadMessage): Decoded {
  return { kind: 'bad', reason };
}

/** A JSON object, or an empty one for `null` and other values: some kernels send those for "nothing". */
function readObject(frame: Uint8Array, parseJson: ParseJson): JsonObject {
  if (frame.byteLength === 2) return EMPTY;
  const value = parseJson(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('utf8'));
  return isJsonObject(value) ? value : EMPTY;
}

/** The fields of a header that are texts; kernels leave out some, and add others that nobody needs. */
function readHeader(fields: JsonObject): Partial<MessageHeader> {
  const header: { -readonly [Field in keyof MessageHeader]?: string } = {};
  for (const field of HEADER_FIELDS) {
    const value = fields[field];
    if (typeof value === 'string') header[field] = value;
  }
  return header;
}

const HEADER_FIELDS = ['msg_id', 'msg_type', 'session', 'username', 'date', 'version', 'subshell_id'] as const;

/** Routing needs an id and a type. What else is missing is filled in, since real kernels leave it out. */
function isComplete(header: { -readonly [Field in keyof MessageHeader]?: string }): header is MessageHeader {
  for (const field of ['session', 'username', 'date', 'version'] as const) header[field] ??= '';
  return header.msg_id !== undefined && header.msg_type !== undefined;
}
