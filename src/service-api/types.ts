/**
 * What the companion service and its callers tell each other, as JSON. The service's schemas are checked against these
 * types when it is compiled. Times are ISO 8601 in UTC; cells count from 0, lines from 1.
 */

/** `interrupted`: the service ended before the run did. `partial`: not everything went well, and something was found. */
export type JobStatus = 'queued' | 'running' | 'completed' | 'partial' | 'failed' | 'cancelled' | 'interrupted';

/** What Cortex would hand over (`input.json` without `config`). A file is a path below the server's root. */
export type JobInput = {
  readonly dataType: string;
  readonly data?: unknown;
  readonly file?: string | undefined;
  readonly tlp?: number | undefined;
  readonly pap?: number | undefined;
  readonly message?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
};

export type ParameterInput = string | number | boolean;

/** A chart of Vega or Vega-Lite to be drawn as the worker draws it. */
export type ChartRequest = {
  readonly library: 'vega' | 'vega-lite';
  readonly spec: Readonly<Record<string, unknown>>;
};

/** The drawing, other people's SVG; or why there is none, the end of a sentence. */
export type ChartDrawing = { readonly svg: string | null; readonly reason: string | null };

export type JobRequest = {
  /** Path below the server's root, as JupyterLab writes it: `playbooks/ip.ipynb`. */
  readonly notebook: string;
  /** The notebook itself when the editor holds changes that are not saved; otherwise the file is read. */
  readonly content?: Readonly<Record<string, unknown>> | undefined;
  readonly input: JobInput;
  /** The name of the sample that the input comes from. */
  readonly sample?: string | undefined;
  /** Parameters of the playbook that have another value than their default in this run. Cortex itself never sets them. */
  readonly values?: Readonly<Record<string, ParameterInput>> | undefined;
  /** Configuration items of the worker, but for its places. Secret ones are kept until the run has ended. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
};

export type Taxonomy = {
  readonly level: string;
  readonly namespace: string;
  readonly predicate: string;
  readonly value: string | number;
};

/** How much a run found; `taxonomies` are the mini-report. */
export type JobFindings = {
  readonly taxonomies: readonly Taxonomy[];
  readonly artifacts: number;
  readonly operations: number;
  readonly problems: number;
};

/** Bytes of what can be read of a run; `null` is not there (yet). */
export type JobSizes = {
  readonly events: number | null;
  readonly result: number | null;
  readonly report: number | null;
  readonly notebook: number | null;
};

export type Job = {
  readonly id: string;
  readonly notebook: string;
  readonly status: JobStatus;
  readonly createdAtUtc: string;
  readonly startedAtUtc: string | null;
  readonly finishedAtUtc: string | null;
  readonly dataType: string;
  /** The observable, or the name of its file, shortened. Other people's text. */
  readonly observable: string;
  readonly sample: string | null;
  /** Whether changes that were not saved took part. */
  readonly isUnsaved: boolean;
  /** Why it failed, for people; several lines. */
  readonly error: string | null;
  readonly findings: JobFindings | null;
  readonly sizes: JobSizes;
};

export type JobList = {
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** Hand it back as `before` for the next page; `null` at the end. */
  readonly next: string | null;
};

/** A run event of the worker, with the name of its notebook. `kind` tells the rest; see `RunEvent` of the companion. */
export type JobEvent = { readonly kind: string; readonly notebook: string } & Readonly<Record<string, unknown>>;

export type EventPage = {
  readonly job: Job;
  readonly events: readonly JobEvent[];
  /** Where to go on. */
  readonly cursor: number;
  /** Whether nothing will come any more. */
  readonly isEnd: boolean;
};

/** A piece of a text that can be too large for one answer. Offsets count bytes of UTF-8. */
export type TextPage = {
  readonly text: string;
  readonly offset: number;
  /** Where the next piece starts; `null` after the last. */
  readonly nextOffset: number | null;
  readonly totalBytes: number;
};

/** The value that a form shows for a parameter, and the control that fits. `code` is anything but a plain literal. */
export type ParameterControl = 'text' | 'integer' | 'number' | 'boolean' | 'code';

export type FormField = {
  readonly name: string;
  readonly control: ParameterControl;
  /** The annotation, when there is one. */
  readonly type: string | null;
  /** The author's source. */
  readonly source: string;
  /** The default as a value; `null` when it is no plain literal, or None. */
  readonly value: string | number | boolean | null;
  readonly help: string;
  /** `input` when Cortex sets it from the observable; `playbook` when it always has its default. */
  readonly setBy: 'input' | 'playbook';
};

export type ServiceProblem = { readonly code: string; readonly message: string };

export type ParameterForm = {
  readonly notebook: string;
  readonly hasParametersCell: boolean;
  readonly isInspectable: boolean;
  readonly fields: readonly FormField[];
  readonly problems: readonly (ServiceProblem & { readonly cell: number | null; readonly line: number | null })[];
};

export type SampleExpectation = {
  readonly status?: 'completed' | 'partial' | 'failed' | undefined;
  readonly taxonomies?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly artifacts?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly operations?: readonly Readonly<Record<string, unknown>>[] | undefined;
};

/** A saved input of a playbook; `file` is relative to the file of the samples. */
export type ServiceSample = {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly dataType: string };
  readonly file?: string | undefined;
  readonly expected: SampleExpectation;
};

export type SampleFile = {
  /** Path below the root of the file that holds them. */
  readonly path: string;
  /** Changes with the file; hand it back when you replace the samples. Empty while there is no file. */
  readonly revision: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly samples: readonly ServiceSample[];
};

/** Replaces all samples of a playbook, unless they changed since `revision`. */
export type SampleUpdate = Omit<SampleFile, 'path'>;

/** A difference of two runs, or of a run and what its sample expects. */
export type ResultDifference = {
  readonly part: 'status' | 'taxonomies' | 'artifacts' | 'operations';
  readonly missing: readonly unknown[];
  readonly unexpected: readonly unknown[];
};

export type Comparison = { readonly isEqual: boolean; readonly differences: readonly ResultDifference[] };

export type Health = {
  readonly status: 'ok' | 'degraded';
  readonly versions: {
    readonly companion: string;
    /** Of the worker that runs are started with; `null` when it cannot be started. */
    readonly worker: string | null;
    /** As the caller said. */
    readonly extension: string | null;
    readonly node: string;
  };
  /** Each a sentence that says what is missing and what to do. */
  readonly problems: readonly ServiceProblem[];
  readonly jobs: {
    readonly running: number;
    readonly queued: number;
    readonly maxRunning: number;
    readonly maxQueued: number;
  };
};

export type ErrorAnswer = {
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string | undefined };
};

export type Deleted = { readonly id: string };

/** What the cell of a trial is made from: the notebook as it is in the editor, and what Cortex would hand over. */
export type TrialRequest = {
  readonly notebook: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly input: JobInput;
};

/** The source of the cell that sets what the worker would set, in the language of the notebook. */
export type TrialCell = { readonly source: string };

/** What a run was asked for, less the notebook itself and the secrets of its configuration. */
export type KeptRequest = Omit<JobRequest, 'content'>;

/** A new sample out of a run that has ended: its input, and what it found. One of the same name is replaced. */
export type SampleFromRun = { readonly name: string };
