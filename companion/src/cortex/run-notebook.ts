import type { Problem } from '../../../src/problem.js';
import type { Secret } from '../../../src/secret.js';
import { DEFAULT_OUTPUT_LIMITS, executeNotebook, type ExecutedNotebook } from '../execution/index.js';
import { materialiseCharts } from '../materialise/index.js';
import { readNotebook, type Notebook } from '../notebook/index.js';
import {
  injectParameters,
  notebookLanguage,
  parametersToJson,
  silentAssignments,
  type LanguageTarget
} from '../parameters/index.js';
import { queryCellCode } from '../query-cells/index.js';
import { concludeNotebook } from './conclude-notebook.js';
import { loadReportSoon } from './load-report.js';
import { failureText } from './failure-text.js';
import type { JobContext, NotebookTask } from './job-context.js';
import type { NotebookResult } from './notebook-result.js';
import { placeFiles, remoteVariables, type PlacedFiles } from './remote-files.js';

/** After an interrupt the kernel has this long before it is killed: Cortex waits 2 s for the answer to a SIGTERM. */
const INTERRUPT_GRACE_MS = 800;

/** Runs one notebook of a job to its end, stores it, and gives what it contributes. Never rejects. */
export async function runNotebook(task: NotebookTask, context: JobContext): Promise<NotebookResult> {
  try {
    const prepared = await prepare(task, context);
    const executed = await removingOnFailure(prepared.files, () => execute(prepared, task, context));
    const drawn = await materialiseCharts(executed.notebook, context);
    const problems = [...prepared.problems, ...drawn.problems];
    return await concludeNotebook({ task, executed: { ...executed, notebook: drawn.notebook }, problems }, context);
  } catch (error) {
    return unstarted(task, context, error);
  }
}

type Prepared = {
  readonly notebook: Notebook;
  readonly target: LanguageTarget;
  readonly problems: readonly Problem[];
  readonly silentCode: readonly Secret[];
  readonly files: PlacedFiles;
};

async function prepare(task: NotebookTask, context: JobContext): Promise<Prepared> {
  const { problems: noticed, signal, configuration } = context;
  const text = await task.read(signal);
  const notebook = readNotebook(text, { path: task.location });
  const target = notebookLanguage(notebook);
  const files = await placeFiles(task, context);
  return removingOnFailure(files, async () => {
    const injection = injectParameters(notebook, files.parameters, target);
    // The worker always sets all of them; a playbook that uses only some has done nothing wrong.
    const problems = injection.problems.filter(({ code }) => code !== 'parameter-declared');
    const { secrets } = configuration;
    const silentCode = [
      ...(secrets.size === 0 ? [] : [silentAssignments(secrets, target)]),
      ...(task.remote === undefined ? [] : remoteVariables(context.environment, target)),
      ...(await queryCellCode(notebook, target))
    ];
    return { ...injection, problems: [...noticed, ...problems], target, silentCode, files };
  });
}

/** What fails without a kernel whose end could be waited for must not leave the files on the server. */
async function removingOnFailure<T>(files: PlacedFiles, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await files.remove();
    throw error;
  }
}

async function execute(prepared: Prepared, task: NotebookTask, context: JobContext): Promise<ExecutedNotebook> {
  const { configuration, redactor, signal } = context;
  const { output: storage, remote } = task;
  const run = executeNotebook({
    notebook: prepared.notebook,
    kernel: () => {
      if (configuration.generateHtml) loadReportSoon();
      const { target } = prepared;
      if (remote !== undefined) {
        const { site, folder } = remote;
        return context.startElsewhere(() => site.startKernel({ ...target, folder, signal }));
      }
      return context.startKernel({
        ...target,
        cwd: task.folder,
        environment: context.environment,
        pythons: configuration.pythons,
        signal
      });
    },
    papermill: {
      inputPath: task.location,
      outputPath: task.target,
      parameters: parametersToJson(prepared.files.stored),
      version: context.version
    },
    store: text => storage.write(task.target, text, { durable: false }),
    interruptGraceMs: INTERRUPT_GRACE_MS,
    signal,
    limits: DEFAULT_OUTPUT_LIMITS,
    ...(redactor.hasSecrets
      ? { redact: (text: string) => redactor.redact(text), redactJson: value => redactor.redactJson(value) }
      : {}),
    ...(configuration.cellTimeoutMs === undefined ? {} : { cellTimeoutMs: configuration.cellTimeoutMs }),
    silentCode: prepared.silentCode
  });
  for (;;) {
    const step = await run.next();
    if (step.done === true) {
      // What cannot be removed of a kernel is no reason to lose a result; nobody may be listening when it happens.
      const kernelGone = step.value.kernelGone.catch(() => undefined).then(() => prepared.files.remove());
      return { ...step.value, kernelGone };
    }
    context.onEvent?.(task.name, step.value);
  }
}

/** The notebook never ran: it could not be read, or its parameters not be written. */
function unstarted(task: NotebookTask, { redactor }: JobContext, error: unknown): NotebookResult {
  return {
    name: task.name,
    status: 'unstarted',
    failure: redactor.redact(failureText(error, { name: task.name })),
    durationSeconds: undefined,
    storedAt: undefined,
    taxonomies: [],
    artifacts: [],
    operations: [],
    heldBack: 0,
    problems: [],
    notebook: undefined,
    html: undefined,
    kernelGone: Promise.resolve()
  };
}
