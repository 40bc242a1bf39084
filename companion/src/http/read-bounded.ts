import type { ReadableStream } from 'node:stream/web';
import { Unreachable } from './failures.js';

/**
 * The whole body as UTF-8.
 *
 * @throws Unreachable `UNREACHABLE` when it has more than `maxBytes` (of bytes as unpacked); the stream's own errors.
 */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  { maxBytes, origin }: { readonly maxBytes: number; readonly origin: string }
): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      const megabytes = String(Math.floor(maxBytes / 1024 / 1024));
      throw new Unreachable({ kind: 'too-large', origin }, `The answer of ${origin} is larger than ${megabytes} MB.`);
    }
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

/** The lines of a body as they come, without their ends. What its stream throws goes through `named`. */
export async function* linesOf(
  body: ReadableStream<Uint8Array> | null,
  named: (error: unknown) => unknown
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw named(error);
  }
  if (rest !== '') yield rest;
}
