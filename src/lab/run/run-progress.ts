import type { Problem } from '../../problem.js';
import type { Followed, Job, JobEvent } from '../../service-api/index.js';
import { extendTail, plainText } from './progress-text.js';
import { fieldsOf, listAt, numberAt, textAt, type Fields } from './read-fields.js';

/** One cell that has begun. `cell` counts from 0 in the notebook that is run, which has one more than the author's. */
export type CellProgress = {
  readonly cell: number;
  readonly status: 'running' | 'completed' | 'failed';
  readonly durationMs: number | undefined;
  /** The end of what it printed. */
  readonly tail: string;
  /** The error that it raised, in one line. */
  readonly error: string | undefined;
};

/** How a run goes, as far as it was told. */
export type RunProgress = {
  readonly job: Job;
  readonly cursor: number;
  /** How many cells there are; `undefined` before the kernel is asked for. */
  readonly cells: number | undefined;
  /** Their ids, by which they are found in the open notebook. */
  readonly cellIds: readonly string[];
  readonly kernel: string | undefined;
  /** Cells that have ended, text cells among them. */
  readonly ended: number;
  /** Code cells that have begun, in order. */
  readonly begun: readonly CellProgress[];
  readonly problems: readonly Problem[];
  /** Why nobody answers at the moment; the run goes on meanwhile. */
  readonly lost: string | undefined;
};

export function startProgress(job: Job): RunProgress {
  return {
    job,
    cursor: 0,
    cells: undefined,
    cellIds: [],
    kernel: undefined,
    ended: 0,
    begun: [],
    problems: [],
    lost: undefined
  };
}

/** The progress after one more thing was told. Pure and total: events hold what a notebook printed. */
export function advance(progress: RunProgress, told: Followed): RunProgress {
  switch (told.kind) {
    case 'job':
      return { ...progress, job: told.job, lost: undefined };
    case 'lost':
      return { ...progress, lost: told.failure.message };
    case 'run':
      return { ...afterEvent(progress, told.event), cursor: told.cursor, lost: undefined };
  }
}

export function isOver({ status }: Pick<Job, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}

/** The cell that stopped the run; `undefined` when none did. */
export function failedCell({ begun }: RunProgress): CellProgress | undefined {
  const last = begun.at(-1);
  return last?.status === 'failed' ? last : undefined;
}

function afterEvent(progress: RunProgress, event: JobEvent): RunProgress {
  switch (event.kind) {
    case 'runStarted':
      return { ...progress, cells: numberAt(event, 'cells'), cellIds: listAt(event, 'cellIds').map(String) };
    case 'kernelStarted':
      return { ...progress, kernel: textAt(event, 'name') };
    case 'cellStarted':
      return { ...progress, begun: [...progress.begun, beginning(numberAt(event, 'cell') ?? 0)] };
    case 'cellOutput':
      return changeCell(progress, event, entry => afterOutput(entry, fieldsOf(event['event'])));
    case 'cellFinished':
      return afterFinish(progress, event);
    case 'problemFound':
      return { ...progress, problems: [...progress.problems, problemIn(fieldsOf(event['problem']))] };
    default:
      // `runFinished` says what the job says, and later workers may tell more.
      return progress;
  }
}

function beginning(cell: number): CellProgress {
  return { cell, status: 'running', durationMs: undefined, tail: '', error: undefined };
}

/** A text cell ends at once and shows nothing: it is only counted. */
function afterFinish(progress: RunProgress, event: JobEvent): RunProgress {
  const ended = progress.ended + 1;
  const isCode = typeof event['executionCount'] === 'number' || event['status'] === 'failed';
  const entry = progress.begun.findLast(({ cell }) => cell === event['cell']);
  if (!isCode && entry !== undefined && entry.tail === '') {
    return { ...progress, ended, begun: progress.begun.filter(each => each !== entry) };
  }
  const status = event['status'] === 'failed' ? 'failed' : 'completed';
  const change = { status, durationMs: numberAt(event, 'durationMs') } as const;
  return { ...changeCell(progress, event, each => ({ ...each, ...change })), ended };
}

function changeCell(
  progress: RunProgress,
  event: JobEvent,
  change: (entry: CellProgress) => CellProgress
): RunProgress {
  const at = progress.begun.findLastIndex(({ cell }) => cell === event['cell']);
  const entry = progress.begun[at];
  return entry === undefined ? progress : { ...progress, begun: progress.begun.with(at, change(entry)) };
}

const MAX_ERROR = 500;

function afterOutput(entry: CellProgress, event: Fields): CellProgress {
  const output = fieldsOf(event['output']);
  switch (event['kind']) {
    case 'stream':
      return { ...entry, tail: extendTail(entry.tail, textAt(output, 'text') ?? '') };
    case 'error': {
      const name = plainText(textAt(output, 'ename') ?? '').slice(0, MAX_ERROR);
      const value = plainText(textAt(output, 'evalue') ?? '').slice(0, MAX_ERROR);
      return { ...entry, error: value === '' ? name : `${name}: ${value}` };
    }
    case 'clear':
      return event['wait'] === true ? entry : { ...entry, tail: '' };
    default:
      return entry;
  }
}

function problemIn(fields: Fields): Problem {
  const severity = fields['severity'];
  const at = fieldsOf(fields['at']);
  const cell = numberAt(at, 'cell');
  const hint = textAt(fields, 'hint');
  return {
    code: textAt(fields, 'code') ?? '',
    severity: severity === 'error' || severity === 'info' ? severity : 'warning',
    at: cell === undefined ? {} : { cell },
    message: textAt(fields, 'message') ?? '',
    ...(hint === undefined ? {} : { hint })
  };
}
