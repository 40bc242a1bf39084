import type { Problem } from '../../../src/problem.js';
import type { Redactor } from '../../../src/redaction.js';
import type { Site } from '../jupyter/index.js';
import type { Parameters } from '../parameters/index.js';
import type { Storage } from '../storage/index.js';
import type { Configuration } from './configuration.js';
import type { Variables } from './environment.js';
import type { JobInput } from './job-input.js';
import type { CortexJobOptions, RemoteStart } from './job-options.js';

/** One notebook to run: how the administrator named it, where it is, where it works, where the executed one goes. */
export type NotebookTask = {
  readonly name: string;
  readonly location: string;
  readonly read: (signal: AbortSignal) => Promise<string>;
  /** The folder of this machine in which its kernel starts, when that runs here. */
  readonly folder: string;
  readonly target: string;
  readonly output: Storage;
  /** The page on which people see the executed notebook; undefined for one that is a file of this machine. */
  readonly linkOf: (signal: AbortSignal) => Promise<string | undefined>;
  /** Where its kernel runs when not here. */
  readonly remote: RemoteTask | undefined;
};

export type RemoteTask = {
  readonly site: Site;
  /** That of the notebook, in which its kernel works. */
  readonly folder: readonly string[];
  /** Tells this notebook of this job from all others: a part of a file name. */
  readonly mark: string;
};

/** Sizes of one report in bytes, fixed before the run and kept in the stored notebook. */
export type ReportBudget = { readonly softBytes: number; readonly hardBytes: number };

/** What all notebooks of a job share. */
export type JobContext = {
  readonly input: JobInput;
  readonly configuration: Configuration;
  readonly parameters: Parameters;
  /** What is kept of them in the metadata of the executed notebook. */
  readonly storedParameters: Parameters;
  /** What was noticed before the first notebook. */
  readonly problems: readonly Problem[];
  readonly redactor: Redactor;
  readonly environment: Variables;
  readonly startKernel: CortexJobOptions['startKernel'];
  /** Starts one elsewhere, which is ended with the job like any other. */
  readonly startElsewhere: (start: RemoteStart) => ReturnType<RemoteStart>;
  readonly onEvent: CortexJobOptions['onEvent'];
  readonly signal: AbortSignal;
  readonly version: string;
  readonly budget: ReportBudget;
  /** Folder whose files notebooks may hand over, besides their own. */
  readonly filesFolder: string;
  /** Folders whose files nobody may hand over. */
  readonly forbiddenFolders: readonly string[];
  /** For copies of files; `undefined` when the job came by standard input. */
  readonly outputFolder: string | undefined;
};

const SOFT_BYTES = 2_000_000;
const HARD_BYTES = 6_000_000;
const ALL_REPORTS_BYTES = 12_000_000;

/** What each of `notebooks` reports may weigh. Source: facts/report-rendering §4. */
export function reportBudget(notebooks: number): ReportBudget {
  const hardBytes = Math.min(HARD_BYTES, Math.floor(ALL_REPORTS_BYTES / Math.max(1, notebooks)));
  return { softBytes: Math.min(SOFT_BYTES, hardBytes), hardBytes };
}
