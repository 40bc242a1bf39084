import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { errorCode } from './error-code.js';
import { JobFolderMissing, JobInputInvalid } from './failures.js';

/** Where a container finds its job. Source: facts/cortex-thehive §1.1. */
export const DEFAULT_JOB_FOLDER = '/job';

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** How long standard input may stay silent: Cortex' process runner can leave the pipe open and never write. */
const STDIN_WAIT_MS = 3000;

/** The text of a job's input and where the answer belongs. */
export type JobText = { readonly text: string; readonly answer: 'folder' | 'stdout' };

/**
 * The job, from `<folder>/input/input.json`, else from standard input (Cortex 2 and shells; cortexutils does so too).
 * @throws JOB_FOLDER_MISSING when there is neither, JOB_INPUT_INVALID when the file is there but cannot be read,
 * the reason of `signal`.
 */
export async function readJobText(folder: string, stdin: Readable, signal?: AbortSignal): Promise<JobText> {
  try {
    return { text: await readFile(join(folder, 'input', 'input.json'), 'utf8'), answer: 'folder' };
  } catch (cause) {
    if (!ABSENT.has(errorCode(cause) ?? '')) {
      throw new JobInputInvalid(`${join(folder, 'input', 'input.json')} cannot be read.`, {
        hint: "Run the worker as Cortex' user: job folders are readable by their owner only.",
        cause
      });
    }
  }
  const text = await readAll(stdin, signal);
  signal?.throwIfAborted();
  if (text.trim() !== '') return { text, answer: 'stdout' };
  throw new JobFolderMissing(`There is no job: ${folder} holds no input/input.json and standard input is empty.`, {
    hint: 'Is the job folder mounted? Set job.directory, and job.dockerDirectory for containers, in the configuration of Cortex.'
  });
}

/** All of a stream, or nothing when its first byte does not come in time; the stream is closed then, and when `signal` is aborted. */
async function readAll(stdin: Readable, signal: AbortSignal | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  const timer = setTimeout(() => stdin.destroy(), STDIN_WAIT_MS);
  signal?.addEventListener('abort', () => stdin.destroy(), { once: true });
  stdin.once('data', () => clearTimeout(timer));
  return new Promise(done => {
    stdin.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
    for (const end of ['end', 'close', 'error']) {
      stdin.once(end, () => {
        clearTimeout(timer);
        done(Buffer.concat(chunks).toString('utf8'));
      });
    }
  });
}
