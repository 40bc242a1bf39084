import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { SampleFile, SampleUpdate } from '../../../src/service-api/index.js';
import { readSamplesOrNone, samplePath, writeSamples } from '../samples/index.js';
import { SamplesChanged } from './failures.js';
import type { RootPath } from './root-path.js';

/**
 * The samples of a playbook.
 * @throws SAMPLES_UNREADABLE
 */
export async function readSampleFile(notebook: RootPath): Promise<SampleFile> {
  const path = samplePath(notebook.real);
  const revision = await revisionOf(path);
  const { config = {}, samples } = await readSamplesOrNone(path);
  return {
    path: posix.join(posix.dirname(notebook.path), posix.basename(samplePath(notebook.path))),
    revision,
    config,
    samples
  };
}

/**
 * Replaces the samples of a playbook.
 * @throws SAMPLES_CHANGED when they are others than those the caller has seen
 */
export async function writeSampleFile(notebook: RootPath, update: SampleUpdate): Promise<SampleFile> {
  const path = samplePath(notebook.real);
  if ((await revisionOf(path)) !== update.revision) {
    throw new SamplesChanged('The samples have been changed in the meantime.', {
      hint: 'Read them again and repeat your change.'
    });
  }
  const hasConfig = Object.keys(update.config).length > 0;
  await writeSamples(path, { version: 1, ...(hasConfig ? { config: update.config } : {}), samples: update.samples });
  return readSampleFile(notebook);
}

async function revisionOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
