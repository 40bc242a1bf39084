import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SampleFile, SampleUpdate } from '../../../src/service-api/index.js';
import { readSamplesOrNone, writeSamples } from '../samples/index.js';
import { SamplesChanged } from './failures.js';
import type { RootPath } from './root-path.js';

/**
 * The samples in a file; none when it does not exist.
 * @throws SAMPLES_UNREADABLE
 */
export async function readSampleFile({ path, real }: RootPath): Promise<SampleFile> {
  const revision = await revisionOf(real);
  const { config = {}, samples } = await readSamplesOrNone(real);
  return { path, revision, config, samples };
}

/**
 * Replaces the samples in a file.
 * @throws SAMPLES_CHANGED when they are others than those the caller has seen
 */
export async function writeSampleFile(file: RootPath, update: SampleUpdate): Promise<SampleFile> {
  if ((await revisionOf(file.real)) !== update.revision) {
    throw new SamplesChanged('The samples have been changed in the meantime.', {
      hint: 'Read them again and repeat your change.'
    });
  }
  const hasConfig = Object.keys(update.config).length > 0;
  await writeSamples(file.real, {
    version: 1,
    ...(hasConfig ? { config: update.config } : {}),
    samples: update.samples
  });
  return readSampleFile(file);
}

async function revisionOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
