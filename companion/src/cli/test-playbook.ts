import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Writable } from 'node:stream';
import { runAtMost, runCortexJob } from '../cortex/index.js';
import { startLocalKernel } from '../kernel/index.js';
import {
  compareResults,
  describeSum,
  describeVerdict,
  expectationOf,
  foundResults,
  makeSampleJob,
  readSamples,
  readSamplesOrNone,
  SampleInvalid,
  samplePath,
  withSample,
  writeSamples,
  type FoundResults,
  type Sample,
  type SampleBook,
  type SampleSetting,
  type SampleVerdict
} from '../samples/index.js';
import { EXIT_STATUS } from './exit-status.js';
import { sampleInput } from './sample-input.js';
import { sciriusItems } from './sample-scirius.js';
import { stopSignal } from './stop-signal.js';
import { readSecrets } from './secret-parameters.js';
import { terminalText } from './terminal-text.js';
import type { TestFlags } from './test-command.js';
import { VERSION } from './version.js';

/** Runs or saves samples as the flags say; the exit status is 1 when a sample does not hold. */
export async function testPlaybook(playbook: string, flags: TestFlags): Promise<number> {
  const sampleFile = flags.samples ?? samplePath(playbook);
  if (flags.saveSample !== undefined) return saveSample(flags.saveSample, { playbook, sampleFile, flags });
  const book = await readSamples(sampleFile);
  const samples = chosen(book.samples, flags.only, sampleFile);
  const setting = await settingOf({ playbook, sampleFile, flags }, book);
  const stop = stopSignal();
  const runs = await runAtMost(availableParallelism(), samples, sample => {
    // Those under way end by themselves; no other is started.
    stop.signal.throwIfAborted();
    return runSample(sample, setting);
  }).finally(() => stop.release());
  stop.signal.throwIfAborted();
  if (flags.update === true) {
    const updated = runs.reduce(
      (all, { sample, found }) => withSample(all, { ...sample, expected: expectationOf(found) }),
      book
    );
    await writeSamples(sampleFile, updated);
  }
  return tell(
    runs.map(({ sample, found, durationSeconds }) => ({
      name: sample.name,
      durationSeconds,
      differences: flags.update === true ? [] : compareResults(sample.expected, found),
      error: found.error
    })),
    flags
  );
}

type Task = { readonly playbook: string; readonly sampleFile: string; readonly flags: TestFlags };

async function saveSample(name: string, task: Task): Promise<number> {
  const { flags, sampleFile } = task;
  const book = await readSamplesOrNone(sampleFile);
  if (flags.update !== true && book.samples.some(sample => sample.name === name)) {
    throw new SampleInvalid(`There is a sample "${name}" already.`, {
      hint: 'Choose another name, or add --update to replace it.'
    });
  }
  const input = await sampleInput(flags, sampleFile);
  const { found } = await runSample({ name, ...input, expected: {} }, await settingOf(task, book));
  if (found.status === 'failed') {
    process.stderr.write(terminalText(`${found.error ?? ''}\nhuntbook: Nothing is saved, since the run failed.\n`));
    return EXIT_STATUS.failed;
  }
  await writeSamples(sampleFile, withSample(book, { name, ...input, expected: expectationOf(found) }));
  const { taxonomies, artifacts, operations } = found;
  const sums = `taxonomies: ${String(taxonomies.length)}, artifacts: ${String(artifacts.length)}, operations: ${String(operations.length)}`;
  process.stdout.write(
    terminalText(`Saved "${name}" in ${sampleFile}: ${found.status}, ${sums}. Read it before you commit it.\n`)
  );
  return EXIT_STATUS.done;
}

async function settingOf({ playbook, sampleFile, flags }: Task, { config = {} }: SampleBook): Promise<SampleSetting> {
  const secrets = readSecrets(flags.secret, process.env);
  return {
    playbook,
    sampleFile,
    keepIn: flags.keep,
    config: {
      ...(await sciriusItems(playbook, config)),
      ...config,
      ...(flags.python === undefined ? {} : { any_python: [resolve(flags.python)] }),
      ...(secrets.size === 0 ? {} : { any_secrets: [...secrets].map(([name, secret]) => `${name}=${secret.reveal()}`) })
    }
  };
}

function chosen(samples: readonly Sample[], only: readonly string[], path: string): readonly Sample[] {
  const missing = only.find(name => !samples.some(sample => sample.name === name));
  if (missing === undefined) return only.length === 0 ? samples : samples.filter(({ name }) => only.includes(name));
  const names = samples.map(({ name }) => `"${name}"`).join(', ');
  throw new SampleInvalid(`${path} has no sample "${missing}".`, { hint: `It has ${names === '' ? 'none' : names}.` });
}

type SampleRun = { readonly sample: Sample; readonly found: FoundResults; readonly durationSeconds: number };

/** Runs one sample by the very code that Cortex starts. */
async function runSample(sample: Sample, setting: SampleSetting): Promise<SampleRun> {
  const startMs = performance.now();
  await using job = await makeSampleJob(sample, setting);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runCortexJob({
    jobDir: job.path,
    startKernel: startLocalKernel,
    version: `huntbook ${VERSION}`,
    stdout: silent,
    stderr: silent
  });
  const found = foundResults(await job.output());
  const error = setting.keepIn === undefined ? withoutPlace(found.error) : found.error;
  return { sample, found: { ...found, error }, durationSeconds: (performance.now() - startMs) / 1000 };
}

/** The executed notebook is gone with the job folder. */
function withoutPlace(error: string | undefined): string | undefined {
  return error?.replace(/^Executed notebook: .*$/mu, '--keep FOLDER keeps the executed notebook.');
}

function tell(verdicts: readonly SampleVerdict[], { json }: TestFlags): number {
  const isGood = verdicts.every(({ differences }) => differences.length === 0);
  const text =
    json === true
      ? JSON.stringify({ passed: isGood, samples: verdicts }, undefined, 2)
      : [...verdicts.map(describeVerdict), describeSum(verdicts)].map(terminalText).join('\n');
  process.stdout.write(`${text}\n`);
  return isGood ? EXIT_STATUS.done : EXIT_STATUS.failed;
}
