import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import * as v from 'valibot';
import { SamplesUnreadable } from './failures.js';
import { SampleBookSchema, type Sample, type SampleBook } from './sample.js';

const EMPTY: SampleBook = { version: 1, samples: [] };

/** Where the samples of a playbook lie: `triage.samples.json` beside `triage.ipynb`. */
export function samplePath(playbook: string): string {
  return join(dirname(playbook), `${basename(playbook, extname(playbook))}.samples.json`);
}

/**
 * The samples in a file.
 * @throws SAMPLES_UNREADABLE with the place of the fault
 */
export async function readSamples(path: string): Promise<SampleBook> {
  const text = await textOf(path);
  if (text === undefined) {
    throw new SamplesUnreadable(`There are no samples: ${path} does not exist.`, {
      hint: 'Make the first one from a run: huntbook test PLAYBOOK --save-sample NAME --data-type ip --data 192.0.2.7'
    });
  }
  return parseSamples(text, path);
}

/** As `readSamples`, but a file that does not exist holds none. */
export async function readSamplesOrNone(path: string): Promise<SampleBook> {
  const text = await textOf(path);
  return text === undefined ? EMPTY : parseSamples(text, path);
}

/** Replaces the file in one step: whoever reads it sees the old samples or the new ones. */
export async function writeSamples(path: string, book: SampleBook): Promise<void> {
  // A name that nobody can have put a link at.
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(aside, `${JSON.stringify(book, undefined, 2)}\n`, { flag: 'wx' });
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}

/** The samples with `sample` added, in the place of the one of the same name if there is one. */
export function withSample(book: SampleBook, sample: Sample): SampleBook {
  const at = book.samples.findIndex(({ name }) => name === sample.name);
  const samples = at < 0 ? [...book.samples, sample] : book.samples.with(at, sample);
  return { ...book, samples };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new SamplesUnreadable(`The samples in ${path} cannot be read.`, { cause });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function parseSamples(text: string, path: string): SampleBook {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SamplesUnreadable(`The samples in ${path} are not JSON: ${reason}`, { cause });
  }
  const checked = v.safeParse(SampleBookSchema, parsed);
  if (!checked.success) {
    const [issue] = checked.issues;
    throw new SamplesUnreadable(`${path}: ${placeOf(issue)}: ${issue.message}`, {
      hint: 'docs/test-a-playbook.md shows the format.'
    });
  }
  return uniquelyNamed(checked.output, path);
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? 'the whole file';
}

function uniquelyNamed(book: SampleBook, path: string): SampleBook {
  const names = book.samples.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return book;
  throw new SamplesUnreadable(`${path}: two samples have the name "${twice}".`, { hint: 'Rename one of them.' });
}
