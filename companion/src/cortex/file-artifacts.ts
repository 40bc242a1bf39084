import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open, readdir, readlink, realpath, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { safeFileName, type FileArtifact, type Found } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import { errorCode } from './error-code.js';
import type { ProblemCode } from './error-table.js';
import { writeInline } from './inline-file.js';
import { copyChecked, type CopyStop } from './scan-file.js';

/** A file in `output/` that Cortex turns into an attachment. Spelling is Cortex's. */
export type CopiedFile = { readonly file: string; readonly filename: string; readonly contentType: string };

export type FileArtifactOptions = {
  /** Where relative paths start, and the first of the folders that files may come from. */
  readonly cwd: string;
  /** Further folders that files may come from. */
  readonly folders: readonly string[];
  /** One of `folders`, private to the job: what came along in a result is a file there while it is copied. */
  readonly inlineFolder: string;
  /** Folders that no file may come from, even when they lie below an allowed one. */
  readonly forbidden: readonly string[];
  /** Where the copy goes; `undefined` when the job has no folder. */
  readonly outputFolder: string | undefined;
  readonly notebook: string;
  readonly holdsSecret: (text: string) => boolean;
  readonly maxBytes: number;
  /** Once aborted nothing is copied any more: nobody waits for it. */
  readonly signal: AbortSignal;
};

export type FileDecision = { readonly copied: CopiedFile; readonly bytes: number } | { readonly problem: Problem };

/** All file artifacts of one notebook together, in bytes. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/**
 * Copies the file an artifact names into `output/` under a random name, mode 0444, or says why not.
 * The path is the notebook's, so the attacker's: it is opened once, judged by what was opened, and copied from there.
 * Source: facts/cortex-thehive §1.4 (names, folder), §4 #38 (an artifact line can name the job's own `input.json`).
 */
export async function takeFile(found: Found<FileArtifact>, options: FileArtifactOptions): Promise<FileDecision> {
  const refuse = (code: ProblemCode, what: string): FileDecision => ({
    problem: {
      code,
      severity: 'error',
      at: { file: options.notebook, cell: found.cell, line: found.line },
      message: `The file artifact ${JSON.stringify(shorten(found.value.content === undefined ? found.value.path : (found.value.filename ?? '')))} ${what}`
    }
  });
  const { outputFolder, signal } = options;
  if (outputFolder === undefined) {
    return refuse(
      'artifact-file-has-place',
      'cannot be handed over: a job that comes by standard input has no folder.'
    );
  }
  if (signal.aborted) return refuse(LATE.code, LATE.what);
  const { content } = found.value;
  let path = resolve(options.cwd, found.value.path);
  let source: FileHandle;
  try {
    if (content !== undefined) {
      // Before it is decoded: what is refused costs neither memory nor disk.
      if (content.sizeBytes > options.maxBytes) return refuse(TOO_LARGE.code, TOO_LARGE.what);
      path = await writeInline(content, options.inlineFolder);
    }
    // Without O_NONBLOCK opening a named pipe would wait for a writer for ever.
    source = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return refuse(
      'artifact-file-readable',
      `cannot be ${content === undefined ? 'opened' : 'written'} (${errorCode(error) ?? 'unknown reason'}).`
    );
  }
  try {
    const refusal = await judge(source, path, options);
    if (refusal !== undefined) return refuse(refusal.code, refusal.what);
    return await copy(source, found, { ...options, outputFolder, refuse });
  } catch (error) {
    return refuse('artifact-file-readable', `cannot be copied (${errorCode(error) ?? 'unknown reason'}).`);
  } finally {
    await source.close();
    // Many files that came along need the disk of one.
    if (content !== undefined) await unlink(path).catch(() => undefined);
  }
}

type Refusal = { readonly code: ProblemCode; readonly what: string };

async function judge(source: FileHandle, path: string, options: FileArtifactOptions): Promise<Refusal | undefined> {
  const status = await source.stat();
  if (!status.isFile()) return { code: 'artifact-file-regular', what: 'is not a regular file.' };
  if (status.size > options.maxBytes) return TOO_LARGE;
  const real = await realPathOf(source, path, status);
  const forbidden = await existing(options.forbidden);
  if (real === undefined || forbidden.some(folder => isBelow(real, folder)) || (await isOneOf(status, forbidden))) {
    return { code: 'artifact-file-not-ours', what: "is one of the job's own files, which stay here." };
  }
  const root = (await existing([options.cwd, ...options.folders])).find(folder => isBelow(real, folder));
  if (root === undefined) {
    return { code: 'artifact-file-inside', what: "lies outside the notebook's folder and the job's private folder." };
  }
  const hidden = real
    .slice(root.length)
    .split(sep)
    .some(part => part.startsWith('.'));
  return hidden
    ? { code: 'artifact-file-not-hidden', what: 'is hidden: a part of its path starts with a dot.' }
    : undefined;
}

const TOO_LARGE: Refusal = {
  code: 'artifact-file-small-enough',
  what: `is too large: all files of a notebook together may have ${String(MAX_FILE_BYTES / 1024 / 1024)} MiB.`
};

const LATE: Refusal = { code: 'artifact-file-in-time', what: 'is left out: the job had to end before it was copied.' };

const STOPS: Readonly<Record<CopyStop, Refusal>> = {
  late: LATE,
  'too-large': TOO_LARGE,
  secret: { code: 'artifact-file-without-secrets', what: 'holds a secret of the configuration, so it stays here.' }
};

type CopyFileOptions = FileArtifactOptions & {
  readonly outputFolder: string;
  readonly refuse: (code: ProblemCode, what: string) => FileDecision;
};

async function copy(
  source: FileHandle,
  found: Found<FileArtifact>,
  { outputFolder, holdsSecret, maxBytes, signal, refuse }: CopyFileOptions
): Promise<FileDecision> {
  const name = randomBytes(16).toString('hex');
  const path = join(outputFolder, name);
  const target = await open(path, 'wx', 0o600);
  let copied: number | CopyStop;
  try {
    copied = await copyChecked(source, target, { maxBytes, holdsSecret, signal });
    // Cortex reads it as its own user, which in a container is another one.
    await target.chmod(0o444);
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await target.close();
  }
  if (typeof copied !== 'number') {
    await unlink(path);
    return refuse(STOPS[copied].code, STOPS[copied].what);
  }
  const filename = safeFileName(found.value.filename ?? basename(found.value.path)) || name;
  const contentType = found.value.contentType ?? 'application/octet-stream';
  return { copied: { file: name, filename, contentType }, bytes: copied };
}

/** Where an open file really is; `undefined` when that cannot be known for sure. */
async function realPathOf(source: FileHandle, path: string, status: Stats): Promise<string | undefined> {
  try {
    return await readlink(`/proc/self/fd/${String(source.fd)}`);
  } catch {
    // No /proc here (macOS): take the path's answer, if it is still the same file.
    const real = await realpath(path);
    const again = await stat(real);
    return again.ino === status.ino && again.dev === status.dev ? real : undefined;
  }
}

/** A hard link in an allowed folder to a file of the job is that file. */
async function isOneOf(status: Stats, folders: readonly string[]): Promise<boolean> {
  if (status.nlink < 2) return false;
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true })) {
      const other = await stat(join(folder, entry)).catch(() => undefined);
      if (other?.ino === status.ino && other.dev === status.dev) return true;
    }
  }
  return false;
}

async function existing(folders: readonly string[]): Promise<readonly string[]> {
  // A folder that does not exist holds no file.
  const found = await Promise.all(folders.map(folder => realpath(folder).catch(() => undefined)));
  return found.filter(folder => folder !== undefined);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
