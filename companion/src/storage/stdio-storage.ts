import { addAbortSignal, type Readable, type Writable } from 'node:stream';
import { attempt } from './attempt.js';
import { decodeText } from './decode-text.js';
import { StorageError } from './failures.js';
import type { Storage } from './storage.js';

export type StdioOptions = {
  /** Default `process.stdin`. */
  readonly stdin?: Readable;
  /** Default `process.stdout`. */
  readonly stdout?: Writable;
};

const PLACE = '-';

/** Standard input to read from, standard output to write to; there is nothing to list. */
export function stdioStorage(options: StdioOptions = {}): Storage {
  return {
    async read(_location, { signal } = {}) {
      const bytes = await attempt({ operation: 'read', location: PLACE, signal }, () =>
        readAll(options.stdin ?? process.stdin, signal)
      );
      return decodeText(bytes, PLACE);
    },
    async write(_location, text, { signal } = {}) {
      await attempt({ operation: 'write', location: PLACE, signal }, async () => {
        signal?.throwIfAborted();
        await writeAll(options.stdout ?? process.stdout, text);
      });
    },
    list() {
      const details = { kind: 'unsupported', location: PLACE, operation: 'list' } as const;
      return Promise.reject(new StorageError(details, 'standard input and output are no folder'));
    },
    describe: () => PLACE
  };
}

async function readAll(stream: Readable, signal: AbortSignal | undefined): Promise<Buffer> {
  const source: AsyncIterable<Uint8Array> = signal === undefined ? stream : addAbortSignal(signal, stream);
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Resolves when the stream has handed the text over: a process that exits at once then loses nothing. */
async function writeAll(stream: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // A stream that breaks calls back first and emits `error` after that; without a listener that would end the process.
    stream.once('error', reject);
    stream.write(text, error => {
      if (error) return reject(error);
      stream.off('error', reject);
      resolve();
    });
  });
}
