import { dirname, resolve } from 'node:path';
import { createRedactor, type Redactor } from '../../../src/redaction.js';
import { describeFailure } from '../../../src/failure.js';
import type { Problem } from '../../../src/problem.js';
import { Secret } from '../../../src/secret.js';
import { executeNotebook, type ExecuteOptions, type ExecutedNotebook } from '../execution/index.js';
import { startLocalKernel } from '../kernel/index.js';
import { materialiseCharts, type Materialised } from '../materialise/index.js';
import { readNotebook, writeNotebook, type Notebook } from '../notebook/index.js';
import {
  expandPath,
  injectParameters,
  mergeParameters,
  notebookLanguage,
  parametersToJson,
  silentAssignments,
  startPathClock,
  type LanguageTarget,
  type Parameters
} from '../parameters/index.js';
import { queryCellCode, SCIRIUS_TOKEN } from '../query-cells/index.js';
import { openStorage } from '../storage/index.js';
import { EXIT_STATUS } from './exit-status.js';
import { exitStatusOf } from './failure-status.js';
import { UsageError } from './failures.js';
import type { RunFlags } from './run-command.js';
import { observeRun } from './run-observers.js';
import { readSecrets, type Secrets } from './secret-parameters.js';
import { stopSignal } from './stop-signal.js';
import { terminalText } from './terminal-text.js';
import { VERSION } from './version.js';

type Plan = {
  readonly inputPath: string;
  readonly outputPath: string;
  readonly notebook: Notebook;
  readonly problems: readonly Problem[];
  readonly parameters: Parameters;
  readonly target: LanguageTarget;
};

/** Runs a notebook as the flags say and stores it, also when it fails; gives the exit status. */
export async function runCommand(input: string, output: string | undefined, flags: RunFlags): Promise<number> {
  const outputPath = checkedOutput(output, flags);
  const secrets = readSecrets(flags.secret, process.env);
  const redactor = createRedactor([...secrets.values(), ...environmentTokens(process.env)]);
  const plan = await planRun(input, outputPath, flags);
  warn(plan.problems);
  const executed = await execute(plan, flags, { secrets, redactor });
  const drawn = await drawCharts(executed, flags);
  const store = openStorage(plan.outputPath);
  await store.write(plan.outputPath, writeNotebook(drawn.notebook));
  warn([...executed.problems, ...drawn.problems]);
  await executed.kernelGone;
  if (executed.status === 'completed') return EXIT_STATUS.done;
  const reason = describeFailure(executed.failure ?? new Error('The run was cancelled.'));
  const where = executed.failedCell === undefined ? '' : ` (cell ${executed.failedCell + 1} of the executed notebook)`;
  process.stderr.write(`huntbook: ${terminalText(reason)}${where}\n`);
  if (plan.outputPath !== '-') process.stderr.write(`The notebook with what was done is in ${plan.outputPath}.\n`);
  return exitStatusOf(executed.failure);
}

/** papermill demands an output on a terminal; elsewhere standard output takes the notebook. */
function checkedOutput(output: string | undefined, flags: RunFlags): string {
  if (flags.events !== undefined && (output === undefined || output === '-')) {
    throw new UsageError('With --events the executed notebook needs an OUTPUT other than standard output.', {
      hint: 'Name a file after the notebook.'
    });
  }
  if (output !== undefined) return output;
  if (process.stdout.isTTY) {
    throw new UsageError('Where should the executed notebook go?', {
      hint: 'Name a file after the notebook, or - to print it.'
    });
  }
  return '-';
}

async function planRun(input: string, output: string, flags: RunFlags): Promise<Plan> {
  const files = await Promise.all(flags.parametersFile.map(path => openStorage(path).read(path)));
  const parameters = await mergeParameters({
    base64: flags.parametersBase64,
    files,
    yaml: flags.parametersYaml,
    coerced: flags.parameters,
    raw: flags.parametersRaw
  });
  const clock = startPathClock();
  const inputPath = expandPath(input, parameters, clock);
  const outputPath = expandPath(output, parameters, clock);
  const storage = openStorage(inputPath);
  openStorage(outputPath);
  const original = readNotebook(await storage.read(inputPath), { path: storage.describe(inputPath) });
  const target = notebookLanguage(original, {
    ...(flags.kernel === undefined ? {} : { kernelName: flags.kernel }),
    ...(flags.language === undefined ? {} : { language: flags.language })
  });
  const { notebook, problems } = injectParameters(original, parameters, target);
  return { inputPath, outputPath, notebook, problems, parameters, target };
}

type Hidden = { readonly secrets: Secrets; readonly redactor: Redactor };

async function execute(plan: Plan, flags: RunFlags, { secrets, redactor }: Hidden): Promise<ExecutedNotebook> {
  const { inputPath, outputPath, target } = plan;
  // Before the kernel: what can be refused must not leave one behind.
  const silentCode = [
    ...(secrets.size === 0 ? [] : [silentAssignments(secrets, target)]),
    ...(await queryCellCode(plan.notebook, target))
  ];
  const storage = openStorage(outputPath);
  const stop = stopSignal();
  const kernel = startLocalKernel({
    ...target,
    cwd: flags.cwd ?? (inputPath === '-' ? process.cwd() : dirname(resolve(inputPath))),
    environment: withoutSecrets(process.env, secrets),
    pythons: flags.python === undefined ? [] : [resolve(flags.python)],
    startTimeoutMs: flags.startTimeout * 1000,
    signal: stop.signal
  });
  const run = executeNotebook({
    notebook: plan.notebook,
    kernel: () => kernel,
    papermill: {
      inputPath: describe(inputPath),
      outputPath: describe(outputPath),
      parameters: redactor.redactJson(parametersToJson(plan.parameters)),
      version: `huntbook ${VERSION}`
    },
    ...(outputPath === '-' ? {} : { store: (text: string) => storage.write(outputPath, text, { durable: false }) }),
    ...(flags.executionTimeout === undefined ? {} : { cellTimeoutMs: flags.executionTimeout * 1000 }),
    ...hiding(redactor),
    silentCode,
    signal: stop.signal
  });
  try {
    return await observeRun(run, flags);
  } finally {
    stop.release();
  }
}

/** Pictures of charts, so that whoever opens the notebook or its report sees them without a script. */
async function drawCharts({ notebook, status }: ExecutedNotebook, { charts }: RunFlags): Promise<Materialised> {
  if (!charts || status === 'cancelled') return { notebook, problems: [] };
  const stop = stopSignal();
  try {
    return await materialiseCharts(notebook, stop);
  } finally {
    stop.release();
  }
}

/** Without secrets a run need not look for any. */
function hiding(redactor: Redactor): Partial<ExecuteOptions> {
  if (!redactor.hasSecrets) return {};
  return { redact: text => redactor.redact(text), redactJson: value => redactor.redactJson(value) };
}

/** The token of query cells is the kernel's to use, and nobody's to read in what is stored. */
function environmentTokens(environment: NodeJS.ProcessEnv): readonly Secret[] {
  const token = environment[SCIRIUS_TOKEN];
  return token === undefined || token.trim() === '' ? [] : [new Secret(token)];
}

const describe = (path: string): string | null => (path === '-' ? null : openStorage(path).describe(path));

/** The notebook gets its secrets as parameters; in the environment any command it starts would inherit them. */
function withoutSecrets(environment: NodeJS.ProcessEnv, secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || secrets.has(name) ? [] : [[name, value]]
    )
  );
}

function warn(problems: readonly Problem[]): void {
  for (const { severity, at, message, hint } of problems) {
    if (severity === 'info') continue;
    const place = at.cell === undefined ? '' : ` cell ${at.cell + 1}:`;
    process.stderr.write(`${severity}:${place} ${terminalText(hint === undefined ? message : `${message} ${hint}`)}\n`);
  }
}
