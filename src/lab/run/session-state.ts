import type { Comparison, Job, ParameterForm, SampleFile, ServiceProblem } from '../../service-api/index.js';
import type { RunResult } from './read-output.js';
import { EMPTY_FORM, type FormFault, type RunForm } from './run-form.js';
import type { RunProgress } from './run-progress.js';
import type { Trouble } from './trouble.js';

/** What is known of the service: nothing yet, that one waits for it, what it says of itself, or why it cannot be used. */
export type ServiceState =
  | { readonly kind: 'asked'; readonly isSlow: boolean }
  | { readonly kind: 'there'; readonly problems: readonly ServiceProblem[] }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** What a run that has ended brought; `missing` when its worker left no answer, `unread` when it could not be had. */
export type Outcome = {
  readonly result: RunResult | 'missing' | 'unread';
  /** Where it differs from its sample; `undefined` when it has none. */
  readonly expectation: Comparison | undefined;
};

/** Two runs side by side: `older` expected, `newer` found. */
export type RunComparison = { readonly older: Job; readonly newer: Job; readonly comparison: Comparison };

/** Everything the panel shows of one notebook. */
export type SessionState = {
  readonly service: ServiceState;
  readonly view: 'run' | 'history';
  readonly form: RunForm;
  /** What was wrong with the form when one pressed Run. */
  readonly fault: FormFault | undefined;
  readonly parameters: ParameterForm | undefined;
  readonly samples: SampleFile | undefined;
  /** Why the samples cannot be read. */
  readonly samplesFault: string | undefined;
  readonly isStarting: boolean;
  readonly progress: RunProgress | undefined;
  readonly outcome: Outcome | undefined;
  /** What the last press came to, when it was refused. */
  readonly refusal: Trouble | undefined;
  /** What was done by the last press, for those who do not see it. */
  readonly done: 'sample-saved' | 'sample-deleted' | undefined;
  readonly history: readonly Job[];
  readonly comparison: RunComparison | undefined;
};

export const FIRST_STATE: SessionState = {
  service: { kind: 'asked', isSlow: false },
  view: 'run',
  form: EMPTY_FORM,
  fault: undefined,
  parameters: undefined,
  samples: undefined,
  samplesFault: undefined,
  isStarting: false,
  progress: undefined,
  outcome: undefined,
  refusal: undefined,
  done: undefined,
  history: [],
  comparison: undefined
};

/** The history with this run as it is now: in its place, or in front. */
export function withJob(history: readonly Job[], job: Job): readonly Job[] {
  const at = history.findIndex(({ id }) => id === job.id);
  return at < 0 ? [job, ...history] : history.with(at, job);
}

/** The runs that ended and are more than `keep`, oldest last: they are deleted. Ids sort by the time they were made. */
export function expiredRuns(history: readonly Job[], keep: number): readonly string[] {
  return history
    .filter(({ status }) => status !== 'queued' && status !== 'running')
    .toSorted((one, other) => other.id.localeCompare(one.id))
    .slice(keep)
    .map(({ id }) => id);
}

/** The form after a change by hand: what differs from the sample is not the sample any more. */
export function changeForm(form: RunForm, change: Partial<RunForm>): RunForm {
  const isOther = Object.keys(change).some(key => key !== 'values' && key !== 'sample');
  return { ...form, ...(isOther ? { sample: undefined } : {}), ...change };
}
