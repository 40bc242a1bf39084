import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, JobStatus } from '../../../../src/service-api/index.js';
import type { JobFolder } from './job-folder.js';

/** What `job.json` keeps: a `Job` without what the folder itself tells, and whose it is. */
export type JobRecord = Omit<Job, 'sizes'> & {
  /** The process mark of the service that looks after it. */
  readonly owner: string;
  /** The process mark of its worker, once there was one. */
  readonly worker: string | null;
  /** Where kernels start: the folder of the notebook. */
  readonly kernelFolder: string;
  readonly isCancelAsked: boolean;
};

const UNFINISHED: ReadonlySet<JobStatus> = new Set(['queued', 'running']);

export function isFinished({ status }: Pick<Job, 'status'>): boolean {
  return !UNFINISHED.has(status);
}

/** The record in a folder; `undefined` when there is none that can be read. */
export function readRecord({ record }: JobFolder): JobRecord | undefined {
  try {
    // Ours: written whole, by `writeRecord`.
    return JSON.parse(readFileSync(record, 'utf8')) as JobRecord;
  } catch {
    // Deleted in this moment, or never finished by a service that was killed.
    return undefined;
  }
}

/** Replaces the record in one step: whoever reads it, in whatever process, sees the old one or the new one. */
export function writeRecord({ record }: JobFolder, value: JobRecord): void {
  const aside = `${record}.${String(process.pid)}.tmp`;
  writeFileSync(aside, JSON.stringify(value), { mode: 0o600 });
  renameSync(aside, record);
}

/** What callers see of a run. */
export function toJob(record: JobRecord, folder: JobFolder): Job {
  const { owner: _owner, worker: _worker, kernelFolder: _folder, isCancelAsked: _asked, ...job } = record;
  const notebook = executedNotebook(folder);
  return {
    ...job,
    sizes: {
      events: sizeOf(folder.events),
      result: isFinished(record) ? sizeOf(folder.result) : null,
      report: isFinished(record) ? sizeOf(folder.report) : null,
      notebook: notebook === undefined ? null : sizeOf(notebook)
    }
  };
}

/** The one notebook that the worker stored: complete after the run, a checkpoint before. */
export function executedNotebook({ executedFolder }: JobFolder): string | undefined {
  try {
    const name = readdirSync(executedFolder).find(each => each.endsWith('.ipynb'));
    return name === undefined ? undefined : join(executedFolder, name);
  } catch {
    // The worker makes the folder.
    return undefined;
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
