import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { EXIT_STATUS } from './exit-status.js';
import { UsageError } from './failures.js';
import type { SampleFlags } from './scirius-sample-command.js';

/** Lines written at once. */
const BATCH = 2_000;

/**
 * Writes the events of a sample, a line each.
 * @throws {@link UsageError} `USAGE`: fewer events than the scenarios have
 */
export async function writeSample({ events, seed, end, output }: SampleFlags): Promise<number> {
  const { LEAST_EVENTS, sampleEvents } = await import('../eve/index.js');
  if (events < LEAST_EVENTS) {
    throw new UsageError(`A sample has at least ${LEAST_EVENTS.toLocaleString('en')} events: its scenarios need room.`);
  }
  const target = output === undefined ? process.stdout : createWriteStream(output, { mode: 0o600 });
  let failure: unknown;
  target.on('error', (error: unknown) => {
    failure ??= error;
  });
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    const text = batch.length === 0 ? '' : `${batch.join('\n')}\n`;
    batch = [];
    if (text === '' || target.write(text)) return;
    // An error ends the waiting too: it is told by the listener above.
    await once(target, 'drain').catch(() => undefined);
  };
  for (const line of sampleEvents({ events, seed, endMs: end ?? Date.now() })) {
    if (failure !== undefined) break;
    batch.push(line);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  if (target !== process.stdout) {
    target.end();
    await finished(target).catch((error: unknown) => {
      failure ??= error;
    });
  }
  // A reader that has seen enough (`| head`) is no failure.
  if (failure instanceof Error && !('code' in failure && failure.code === 'EPIPE')) {
    throw new UsageError(`${output ?? 'Standard output'} cannot be written: ${failure.message}.`, { cause: failure });
  }
  return EXIT_STATUS.done;
}
