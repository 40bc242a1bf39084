import { isJsonObject } from '../../../../src/json/index.js';
import type { JsonObject } from '../../../../src/json/index.js';
import type { Channel, Message } from '../message.js';
import { createSigner } from '../signature.js';
import { createDecoder, DELIMITER, type Decoded, type ParseJson } from '../wire.js';

/** The subprotocol in which the JSON of a message travels as it is. Without it a server speaks the legacy one. */
export const SUBPROTOCOL = 'v1.kernel.websocket.jupyter.org';

/** How messages look on a WebSocket: one frame carries one message and names its channel. */
export type FrameCodec = {
  encode(message: Message): Uint8Array | string;
  /** A frame that is no message gives a reason; it is dropped, never thrown. */
  decode(frame: Uint8Array, isBinary: boolean): Decoded;
};

const CHANNELS: ReadonlySet<string> = new Set<Channel>(['shell', 'control', 'iopub', 'stdin']);
/** The server has checked the signature of the kernel; between it and us TLS and the token stand for that. */
const UNSIGNED = createSigner('');
const NO_SIGNATURE = new Uint8Array(0);

type Decoders = (channel: Channel, parts: readonly Uint8Array[]) => Decoded;

function createDecoders(parseJson: ParseJson): Decoders {
  const decoders = new Map<Channel, (frames: readonly Uint8Array[]) => Decoded>();
  return (channel, parts) => {
    const decode = decoders.get(channel) ?? createDecoder({ channel, signer: UNSIGNED, parseJson });
    decoders.set(channel, decode);
    return decode([DELIMITER, NO_SIGNATURE, ...parts]);
  };
}

const partsOf = (message: Message): readonly Buffer[] =>
  [message.header, message.parentHeader, message.metadata, message.content].map(part =>
    Buffer.from(JSON.stringify(part))
  );

const bad = (reason: 'frames-missing' | 'json-invalid'): Decoded => ({ kind: 'bad', reason });

/**
 * The number of offsets, the offsets (from the start of the frame, the last is its end), then channel, header, parent,
 * metadata, content and buffers; numbers are unsigned 64-bit little-endian.
 * Source: jupyter_server 2.21 `docs/source/developers/websocket-protocols.rst`, `serialize_msg_to_ws_v1`.
 */
export function createV1Codec(parseJson: ParseJson): FrameCodec {
  const decodeParts = createDecoders(parseJson);
  return {
    encode(message) {
      const parts = [Buffer.from(message.channel), ...partsOf(message), ...message.buffers];
      const head = Buffer.alloc(8 * (parts.length + 2));
      head.writeBigUInt64LE(BigInt(parts.length + 1), 0);
      let offset = head.byteLength;
      for (const [index, part] of parts.entries()) {
        head.writeBigUInt64LE(BigInt(offset), 8 * (index + 1));
        offset += part.byteLength;
      }
      head.writeBigUInt64LE(BigInt(offset), 8 * (parts.length + 1));
      return Buffer.concat([head, ...parts]);
    },
    decode(frame, isBinary) {
      const parts = isBinary ? splitV1(asBuffer(frame)) : undefined;
      if (parts === undefined) return bad('frames-missing');
      const [channel, ...rest] = parts;
      const name = channel?.toString('latin1') ?? '';
      return isChannel(name) ? decodeParts(name, rest) : bad('frames-missing');
    }
  };
}

/** The parts between the offsets, or undefined when they do not describe this frame. */
function splitV1(frame: Buffer): readonly Buffer[] | undefined {
  if (frame.byteLength < 8) return undefined;
  const count = Number(frame.readBigUInt64LE(0));
  if (count < 6 || 8 * (count + 1) > frame.byteLength) return undefined;
  const offsets = Array.from({ length: count }, (_, index) => Number(frame.readBigUInt64LE(8 * (index + 1))));
  const isOrdered = offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 8 * (count + 1)));
  if (!isOrdered || (offsets.at(-1) ?? 0) > frame.byteLength) return undefined;
  return offsets.slice(0, -1).map((offset, index) => frame.subarray(offset, offsets[index + 1]));
}

/**
 * One JSON text; with buffers a binary frame: their count + 1, offsets, the JSON, the buffers (32-bit big-endian).
 * Source: jupyter_server 2.21 `docs/source/developers/websocket-protocols.rst`, "Default WebSocket protocol".
 */
export function createLegacyCodec(parseJson: ParseJson): FrameCodec {
  const decodeParts = createDecoders(parseJson);
  return {
    encode(message) {
      const text = JSON.stringify({
        channel: message.channel,
        header: message.header,
        parent_header: message.parentHeader,
        metadata: message.metadata,
        content: message.content
      });
      return message.buffers.length === 0 ? text : joinLegacy([Buffer.from(text), ...message.buffers]);
    },
    decode(frame, isBinary) {
      const [json, ...buffers] = isBinary ? (splitLegacy(asBuffer(frame)) ?? []) : [asBuffer(frame)];
      if (json === undefined) return bad('frames-missing');
      const fields = readFields(json, parseJson);
      const channel = fields?.['channel'];
      if (fields === undefined) return bad('json-invalid');
      if (typeof channel !== 'string' || !isChannel(channel)) return bad('frames-missing');
      const names = ['header', 'parent_header', 'metadata', 'content'] as const;
      const parts = names.map(name => Buffer.from(JSON.stringify(fields[name] ?? {})));
      return decodeParts(channel, [...parts, ...buffers]);
    }
  };
}

function readFields(json: Buffer, parseJson: ParseJson): JsonObject | undefined {
  try {
    const value = parseJson(json.toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Not JSON: the caller counts and drops the frame.
    return undefined;
  }
}

function joinLegacy(parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(4 * (parts.length + 1));
  head.writeUInt32BE(parts.length, 0);
  let offset = head.byteLength;
  for (const [index, part] of parts.entries()) {
    head.writeUInt32BE(offset, 4 * (index + 1));
    offset += part.byteLength;
  }
  return Buffer.concat([head, ...parts]);
}

function splitLegacy(frame: Buffer): readonly Buffer[] | undefined {
  if (frame.byteLength < 4) return undefined;
  const count = frame.readUInt32BE(0);
  if (count < 1 || 4 * (count + 1) > frame.byteLength) return undefined;
  const offsets = Array.from({ length: count }, (_, index) => frame.readUInt32BE(4 * (index + 1)));
  const isOrdered = offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 4 * (count + 1)));
  if (!isOrdered || (offsets.at(-1) ?? 0) > frame.byteLength) return undefined;
  return offsets.map((offset, index) => frame.subarray(offset, offsets[index + 1]));
}

const isChannel = (name: string): name is Channel => CHANNELS.has(name);
const asBuffer = (frame: Uint8Array): Buffer => Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
