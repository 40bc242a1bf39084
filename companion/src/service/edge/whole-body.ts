import type { IncomingMessage } from 'node:http';

type WholeBody = { readonly kind: 'whole'; readonly bytes: Buffer } | { readonly kind: 'too-large' };

/**
 * The body of a request, read to its end in any case: the proxy of Jupyter answers 500 when it is answered before it has
 * sent all. What is over the limit is dropped while it comes.
 * Rejects when the caller goes away or is too slow.
 */
export async function readWholeBody(request: IncomingMessage, maxBytes: number): Promise<WholeBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) chunks.length = 0;
    else chunks.push(chunk);
  }
  return bytes > maxBytes ? { kind: 'too-large' } : { kind: 'whole', bytes: Buffer.concat(chunks) };
}
