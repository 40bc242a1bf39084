import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { SampleInvalid } from './failures.js';
import type { Sample } from './sample.js';

/** What all samples of a playbook run with. */
export type SampleSetting = {
  readonly playbook: string;
  readonly sampleFile: string;
  /** Items of the worker. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Where executed notebooks stay; without it they go with the job folder. */
  readonly keepIn?: string | undefined;
};

/** A job folder as Cortex makes it, with the sample for its input; gone when disposed. */
export type SampleJob = AsyncDisposable & {
  readonly path: string;
  /** The parsed `output.json`. */
  readonly output: () => Promise<unknown>;
};

const STORED_FILE = 'attachment1';

/**
 * The job folder of one sample. Source of its shape: facts/cortex-thehive §1.1, §1.2.
 * @throws SAMPLE_INVALID when the file of the observable cannot be copied
 */
export async function makeSampleJob(sample: Sample, setting: SampleSetting): Promise<SampleJob> {
  const path = await mkdtemp(join(tmpdir(), 'huntbook-sample-'));
  try {
    await mkdir(join(path, 'input'));
    await mkdir(join(path, 'output'));
    const file = sample.file === undefined ? {} : await placeFile(sample, sample.file, setting, path);
    const input = { ...sample.input, ...file, config: configOf(setting, path) };
    await writeFile(join(path, 'input', 'input.json'), JSON.stringify(input), { mode: 0o600 });
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  }
  return {
    path,
    output: async () => JSON.parse(await readFile(join(path, 'output', 'output.json'), 'utf8')) as unknown,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true })
  };
}

/** A sample is tried by its author: the gate is for observables of others. */
function configOf({ playbook, config, keepIn }: SampleSetting, path: string): Readonly<Record<string, unknown>> {
  const absolute = resolve(playbook);
  return {
    check_tlp: false,
    check_pap: false,
    any_generate_html: false,
    ...config,
    input_hostname: dirname(absolute),
    input_paths: [`/${basename(absolute)}`],
    output_hostname: keepIn === undefined ? join(path, 'executed') : resolve(keepIn),
    output_folder: '/'
  };
}

async function placeFile(
  { name }: Sample,
  file: string,
  { sampleFile }: SampleSetting,
  path: string
): Promise<Readonly<Record<string, unknown>>> {
  const source = resolve(dirname(sampleFile), file);
  try {
    await copyFile(source, join(path, 'input', STORED_FILE));
  } catch (cause) {
    throw new SampleInvalid(`The file of the sample "${name}", ${source}, cannot be read.`, { cause });
  }
  return { dataType: 'file', file: STORED_FILE, filename: basename(file) };
}
