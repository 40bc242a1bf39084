import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isPlainRecord } from '../../../src/json/index.js';
import { placeOfCell } from '../../../src/playbook/index.js';
import type { Redactor } from '../../../src/redaction.js';
import { DeadlineExceeded } from '../execution/index.js';
import { failureAnswer, successAnswer, type Answer } from './answer.js';
import { runAtMost } from './at-most.js';
import { boundResults, type BoundResults } from './bound-results.js';
import { jobTimeoutMs, readConfiguration, type Configuration } from './configuration.js';
import { caBundlePath } from './ca-bundle.js';
import { jobTimeMs } from './deadline.js';
import { checkSharingLevels } from './gate.js';
import { readJobInput, type JobInput } from './job-input.js';
import type { NotebookTask } from './job-context.js';
import { openPlaces, placesHere, usesServers, type JobPlaces } from './job-places.js';
import type { NotebookResult } from './notebook-result.js';
import { operationTarget } from './operation-target.js';
import { isRefusal, jobOutcome } from './outcome.js';
import { jobNameOf, planNotebooks, prepareContext, type ContextOptions, type JobPlan } from './prepare-job.js';
import type { PrivateFolder } from './private-folder.js';
import { runNotebook } from './run-notebook.js';
import { untilAborted } from './until-aborted.js';

/** Fewer would make small machines slow: kernels mostly wait for network and disk. */
const MIN_CONCURRENCY = 4;

export type JobWorld = Omit<ContextOptions, 'input' | 'configuration' | 'atUtc' | 'signal' | 'folder'> & {
  readonly redactor: Redactor;
  /** The parsed `input.json`. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The text it was parsed from. */
  readonly text: string;
  readonly startedMs: number;
  /** Ends the job; its reason is a failure of ours. */
  readonly control: AbortController;
  readonly openFolder: () => Promise<PrivateFolder>;
  /** Told when servers are being reached, which must be left when the job ends. */
  readonly onPlaces: (places: Promise<JobPlaces>) => void;
  /** The input as it may be shown. */
  readonly shownInput: unknown;
};

export type JobEnd = {
  readonly answer: Answer;
  readonly notebooks: number;
  readonly status: 'completed' | 'partial' | 'failed';
  /** Where the executed notebooks are. */
  readonly storedAt: readonly string[];
  /** Settles when every kernel is gone. */
  readonly kernelsGone: Promise<unknown>;
};

/**
 * Does a job: gate, configuration, notebooks, answer. The deadline counts from before the first file is touched.
 * @throws JOB_INPUT_INVALID, JOB_NOT_ALLOWED, CONFIGURATION_INVALID, OBSERVABLE_UNREADABLE, OUTPUT_UNWRITABLE, STORAGE
 */
export async function performJob(world: JobWorld): Promise<JobEnd> {
  const input = readJobInput(world.raw, world.text);
  checkSharingLevels(input);
  const configuration = readConfiguration(input.config, { isResponder: input.object !== undefined });
  const { jobFolder, kernelFolder } = world;
  const atUtc = new Date(world.startedMs);
  const plan = { jobFolder, input, configuration, atUtc, kernelFolder };
  const { signal } = world.control;
  const limitMs = jobTimeMs(configuration.deadlineMs, jobTimeoutMs(input.config));
  const deadline = setTimeout(
    () => world.control.abort(new DeadlineExceeded(limitMs)),
    Math.min(limitMs, MAX_TIMER_MS)
  );
  try {
    const { tasks, folder } = await untilAborted(signal, arrange(world, plan));
    const context = await untilAborted(signal, prepareContext({ ...world, ...plan, folder, signal }, tasks.length));
    const limit = configuration.concurrency ?? Math.max(MIN_CONCURRENCY, 2 * availableParallelism());
    const results = await runAtMost(limit, tasks, task => runNotebook(task, context));
    return concludeJob(results, { configuration, input, shownInput: world.shownInput });
  } finally {
    clearTimeout(deadline);
  }
}

type Arranged = { readonly tasks: readonly NotebookTask[]; readonly folder: PrivateFolder };

/** Notebooks and the private folder. Servers need that folder first, for their CA; a local job is checked before it. */
async function arrange(world: JobWorld, plan: JobPlan): Promise<Arranged> {
  const { configuration } = plan;
  if (!usesServers(configuration)) {
    const tasks = await planNotebooks(plan, { places: placesHere(configuration) });
    return { tasks, folder: await world.openFolder() };
  }
  const folder = await world.openFolder();
  const caBundle = await caBundlePath(configuration.cacerts, join(folder.own, 'cacerts.pem'));
  const { environment, control } = world;
  const job = jobNameOf(plan.jobFolder, plan.atUtc);
  const opening = openPlaces(configuration, { environment, caBundle, job, signal: control.signal });
  world.onPlaces(opening);
  return { tasks: await planNotebooks(plan, { places: await opening, workFolder: folder.files }), folder };
}

/** The longest a timer of Node can be, about 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

type Concluded = Pick<JobWorld, 'shownInput'> & {
  readonly configuration: Configuration;
  readonly input: JobInput;
};

/** What the notebooks of a job together amount to, and the answer that says so. */
export function concludeJob(all: readonly NotebookResult[], { configuration, input, shownInput }: Concluded): JobEnd {
  const bound = boundResults(all);
  const { results } = bound;
  const target = operationTarget({ input, configuration });
  const outcome = jobOutcome(bound, { onError: configuration.onError, target });
  const responds = input.object === undefined ? undefined : target;
  const answer =
    outcome.kind === 'failed'
      ? failureAnswer(failureMessage(bound), shownInput)
      : successAnswer({ outcome, results, hasHtml: configuration.generateHtml, responds });
  return {
    answer,
    notebooks: results.length,
    status: outcome.kind,
    storedAt: results.flatMap(({ storedAt }) => (storedAt === undefined ? [] : [storedAt])),
    kernelsGone: Promise.allSettled(results.map(result => result.kernelGone))
  };
}

const MAX_REFUSED = 10;

/** Every notebook that failed with its reason, then what was refused, then what found no room. */
function failureMessage({ results, leftOut }: BoundResults): string {
  const failures = results.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const refused = results.flatMap(({ name, problems, notebook }) =>
    problems.filter(isRefusal).map(({ message, at }) => `Notebook ${name}, ${placeOf(at, notebook)}: ${message}`)
  );
  const lost = leftOut > 0 ? [`${String(leftOut)} results found no room in the answer.`] : [];
  return [...failures, ...refused.slice(0, MAX_REFUSED), ...lost].join('\n\n');
}

function placeOf(at: { readonly cell?: number; readonly line?: number }, notebook: unknown): string {
  const cells = isPlainRecord(notebook) && Array.isArray(notebook.cells) ? notebook.cells : [];
  const cell = at.cell === undefined ? 'results' : `cell ${String(placeOfCell(cells, at.cell).number)}`;
  return at.line === undefined ? cell : `${cell}, line ${String(at.line)}`;
}
