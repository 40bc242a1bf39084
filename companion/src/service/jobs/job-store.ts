import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../../../src/service-api/index.js';
import { NotThere } from '../failures.js';
import { isMissing } from '../is-missing.js';
import { jobFolder, type JobFolder } from './job-folder.js';
import { JOB_ID } from './job-id.js';
import { readRecord, toJob, writeRecord, type JobRecord } from './job-record.js';

/**
 * The runs of a server, a folder each. The disk is the only truth: a service that starts anew, or a second one on the
 * same folder, sees the same. Records are small, and changed without a pause between reading and writing.
 */
export class JobStore {
  readonly #jobsFolder: string;

  /** @throws what the file system says when the folder cannot be made */
  constructor(stateFolder: string) {
    this.#jobsFolder = join(stateFolder, 'jobs');
    mkdirSync(this.#jobsFolder, { recursive: true, mode: 0o700 });
  }

  folder(id: string): JobFolder {
    return jobFolder(this.#jobsFolder, id);
  }

  /** `undefined` for an id that is none, or whose run is not there (any more). */
  find(id: string): JobRecord | undefined {
    return JOB_ID.test(id) ? readRecord(this.folder(id)) : undefined;
  }

  /** @throws NOT_THERE */
  read(id: string): JobRecord {
    const record = this.find(id);
    if (record !== undefined) return record;
    throw new NotThere('There is no such run.', { hint: 'Was it deleted, or was it older than those that are kept?' });
  }

  job(record: JobRecord): Job {
    return toJob(record, this.folder(record.id));
  }

  add(record: JobRecord): void {
    writeRecord(this.folder(record.id), record);
  }

  /** The record after a change; `undefined` when the run was deleted. */
  change(id: string, change: (record: JobRecord) => Partial<JobRecord>): JobRecord | undefined {
    const before = this.find(id);
    if (before === undefined) return undefined;
    const after = { ...before, ...change(before) };
    writeRecord(this.folder(id), after);
    return after;
  }

  /** All runs, newest first. */
  list(): readonly JobRecord[] {
    const ids = readdirSync(this.#jobsFolder).filter(name => JOB_ID.test(name));
    return ids
      .sort()
      .reverse()
      .flatMap(id => this.find(id) ?? []);
  }

  /** First out of sight in one step, then gone: a reader never meets half a run. One that is not there stays so. */
  async remove(id: string): Promise<void> {
    const { path } = this.folder(id);
    const aside = join(this.#jobsFolder, `.removed-${id}`);
    try {
      await rename(path, aside);
    } catch (error) {
      // Removed meanwhile, by a caller or by the expiry of another service on the same folder.
      if (isMissing(error)) return;
      throw error;
    }
    await rm(aside, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Removes what a service left that was killed while it made or removed a run; another one can be making one just now. */
  async removeLeftovers(): Promise<void> {
    for (const name of readdirSync(this.#jobsFolder)) {
      const path = join(this.#jobsFolder, name);
      const isHalf = JOB_ID.test(name) && this.find(name) === undefined && isOld(path);
      if (name.startsWith('.removed-') || isHalf) await rm(path, { recursive: true, force: true });
    }
  }
}

/** To make a run takes moments, and a minute on a slow disk. */
const HALF_MADE_MS = 3_600_000;

function isOld(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > HALF_MADE_MS;
}
