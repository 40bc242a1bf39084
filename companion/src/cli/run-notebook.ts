import { fstatSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createRedactor, type Redactor } from '../../../src/redaction.js';
import { describeFailure } from '../../../src/failure.js';
import { placeOfCell } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import { Secret } from '../../../src/secret.js';
import {
  executeNotebook,
  type ExecuteOptions,
  type ExecutedNotebook,
  type PapermillOptions,
  type SavePolicy
} from '../execution/index.js';
import { startLocalKernel, type Kernel } from '../kernel/index.js';
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
import { schemeOf } from '../storage/index.js';
import { EXIT_STATUS } from './exit-status.js';
import { exitStatusOf } from './failure-status.js';
import { UsageError } from './failures.js';
import type { RunFlags } from './run-command.js';
import { isTold, type LogLevel } from './log-level.js';
import { preparedNotebook, withHiddenCode } from './prepare-notebook.js';
import { openPlaces, type Places } from './open-places.js';
import { runPaths, type RunPaths } from './run-paths.js';
import { chooseObservers, observeRun } from './run-observers.js';
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
export async function runCommand(
  notebook: string | undefined,
  output: string | undefined,
  flags: RunFlags
): Promise<number> {
  if (flags.helpNotebook === true) return showHelp(notebook, flags);
  const paths = checkedPaths(notebook, output, flags);
  const secrets = readSecrets(flags.secret, process.env);
  await using places = openPlaces({ ...flags, startTimeoutMs: flags.startTimeout * 1000 }, process.env);
  const redactor = createRedactor([...secrets.values(), ...environmentTokens(process.env), ...places.tokens]);
  const plan = await planRun(paths, flags, places);
  warn(plan.problems, { cells: plan.notebook.cells, least: flags.logLevel });
  if (flags.prepareOnly === true) return prepare(plan, redactor, places);
  const executed = await execute(plan, flags, { secrets, redactor, places });
  const drawn = await drawCharts(executed, flags);
  const isRun = hasBegun(executed);
  const unstored = isRun ? await storeExecuted(writeNotebook(drawn.notebook), plan, places) : undefined;
  const { cells } = executed.notebook;
  warn([...executed.problems, ...drawn.problems], { cells, least: flags.logLevel });
  await executed.kernelGone;
  if (unstored !== undefined) {
    process.stderr.write(`huntbook: ${terminalText(unstored.reason)}\n${terminalText(unstored.end)}\n`);
    return executed.status === 'completed' ? EXIT_STATUS.failed : exitStatusOf(executed.failure);
  }
  if (executed.status === 'completed') return EXIT_STATUS.done;
  const reason = describeFailure(executed.failure ?? new Error('The run was cancelled.'));
  const where = executed.failedCell === undefined ? '' : ` (${describePlace(cells, executed.failedCell)})`;
  process.stderr.write(`huntbook: ${terminalText(redactor.redact(`${reason}${where}`))}\n`);
  const stored = describe(plan.outputPath, places);
  if (!isRun) process.stderr.write('No cell was run, so nothing was stored.\n');
  else if (stored !== null) process.stderr.write(`The notebook with what was done is in ${stored}.\n`);
  return exitStatusOf(executed.failure);
}

/** `end` says what became of the notebook. */
type Unstored = { readonly reason: string; readonly end: string };

/** Stores it. What a server does not take is kept on this machine: a run is never lost to its store. */
async function storeExecuted(text: string, { outputPath }: Plan, places: Places): Promise<Unstored | undefined> {
  try {
    await places.open(outputPath).write(outputPath, text);
    return undefined;
  } catch (error) {
    if (schemeOf(outputPath) === undefined) throw error;
    const { keepUnstored } = await import('./keep-unstored.js');
    const reason = describeFailure(error);
    return await keepUnstored(outputPath, text).then(
      kept => ({ reason, end: `The executed notebook is in ${kept}.` }),
      (lost: unknown) => ({ reason, end: `It could not be kept on this machine either: ${describeFailure(lost)}` })
    );
  }
}

/** Without a kernel there is nothing to keep: what an earlier run has left at the same place is worth more. */
function hasBegun({ status, completedCells, failedCell }: ExecutedNotebook): boolean {
  return status !== 'failed' || completedCells > 0 || failedCell !== undefined;
}

async function showHelp(notebook: string | undefined, flags: RunFlags): Promise<number> {
  const { helpNotebook } = await import('./help-notebook.js');
  const path = notebook ?? '-';
  await using places = openPlaces({}, process.env);
  const parameters = await parametersOf({ input: path, output: '-' }, flags, places);
  const expanded = expandPath(path, parameters, startPathClock());
  return helpNotebook(expanded, wantedTarget(flags), places.open(expanded));
}

function checkedPaths(notebook: string | undefined, output: string | undefined, flags: RunFlags): RunPaths {
  const paths = runPaths(notebook, output, { isInputPiped: isInputPiped(), isOutputTerminal: process.stdout.isTTY });
  if (flags.events !== undefined && paths.output === '-') {
    throw new UsageError('With --events the executed notebook needs an OUTPUT other than standard output.', {
      hint: 'Name a file after the notebook.'
    });
  }
  if (flags.prepareOnly === true && flags.prepareExecute === true) {
    throw new UsageError('--prepare-only and --prepare-execute exclude each other.', { hint: 'Leave one out.' });
  }
  return paths;
}

/** A pipe of a shell; an inherited terminal, file or socket is none. */
function isInputPiped(): boolean {
  try {
    return fstatSync(0).isFIFO();
  } catch {
    // Standard input is closed: nothing comes from there.
    return false;
  }
}

async function prepare(plan: Plan, redactor: Redactor, places: Places): Promise<number> {
  const notebook = preparedNotebook(plan.notebook, papermillOf(plan, redactor, places));
  await places.open(plan.outputPath).write(plan.outputPath, writeNotebook(notebook));
  return EXIT_STATUS.done;
}

async function parametersOf({ input, output }: RunPaths, flags: RunFlags, places: Places): Promise<Parameters> {
  const files = await Promise.all(flags.parametersFile.map(path => places.open(path).read(path)));
  return mergeParameters({
    injectPaths: {
      ...(flags.injectPaths === true || flags.injectInputPath === true ? { input } : {}),
      ...(flags.injectPaths === true || flags.injectOutputPath === true ? { output } : {})
    },
    base64: flags.parametersBase64,
    files,
    yaml: flags.parametersYaml,
    coerced: flags.parameters,
    raw: flags.parametersRaw
  });
}

async function planRun(paths: RunPaths, flags: RunFlags, places: Places): Promise<Plan> {
  const parameters = await parametersOf(paths, flags, places);
  const clock = startPathClock();
  const inputPath = expandPath(paths.input, parameters, clock);
  const outputPath = expandPath(paths.output, parameters, clock);
  const storage = places.open(inputPath);
  places.open(outputPath);
  const original = readNotebook(await storage.read(inputPath), { path: storage.describe(inputPath) });
  const target = notebookLanguage(original, wantedTarget(flags));
  const { notebook, problems } = injectParameters(original, parameters, target);
  const shown = flags.reportMode === true ? withHiddenCode(notebook) : notebook;
  return { inputPath, outputPath, notebook: shown, problems, parameters, target };
}

function wantedTarget({ kernel, language }: RunFlags): LanguageTarget {
  return {
    ...(kernel === undefined ? {} : { kernelName: kernel }),
    ...(language === undefined ? {} : { language })
  };
}

function papermillOf(
  { inputPath, outputPath, parameters }: Plan,
  redactor: Redactor,
  places: Places
): PapermillOptions {
  return {
    inputPath: describe(inputPath, places),
    outputPath: describe(outputPath, places),
    parameters: redactor.redactJson(parametersToJson(parameters)),
    version: `huntbook ${VERSION}`
  };
}

type Hidden = {
  readonly secrets: Secrets;
  readonly redactor: Redactor;
  readonly places: Places;
};

async function execute(plan: Plan, flags: RunFlags, hidden: Hidden): Promise<ExecutedNotebook> {
  const { outputPath, target } = plan;
  const { secrets, redactor, places } = hidden;
  // Before the kernel: what can be refused must not leave one behind.
  const silentCode = [
    ...(secrets.size === 0 ? [] : [silentAssignments(secrets, target)]),
    ...(await queryCellCode(plan.notebook, target))
  ];
  const observers = chooseObservers(flags);
  const storage = places.open(outputPath);
  const savePolicy = savePolicyOf(flags);
  const savesNothing = outputPath === '-' || (!savePolicy.afterCells && savePolicy.outputsAfterMs === undefined);
  const stop = stopSignal();
  const kernel = startKernel(plan, flags, { ...hidden, signal: stop.signal });
  const run = executeNotebook({
    notebook: plan.notebook,
    kernel: () => kernel,
    papermill: papermillOf(plan, redactor, places),
    ...(savesNothing
      ? {}
      : { store: (text: string) => storage.write(outputPath, text, { durable: false }), savePolicy }),
    ...(flags.executionTimeout === undefined ? {} : { cellTimeoutMs: flags.executionTimeout * 1000 }),
    ...hiding(redactor),
    silentCode,
    signal: stop.signal
  });
  try {
    return await observeRun(run, observers);
  } finally {
    stop.release();
  }
}

async function startKernel(
  { inputPath, target }: Plan,
  flags: RunFlags,
  { secrets, places, signal }: Hidden & { readonly signal: AbortSignal }
): Promise<Kernel> {
  const startTimeoutMs = flags.startTimeout * 1000;
  if (places.target !== undefined) {
    return places.startKernel({ ...target, notebook: inputPath, startTimeoutMs, signal });
  }
  return startLocalKernel({
    ...target,
    cwd: flags.cwd ?? (isHere(inputPath) ? dirname(resolve(inputPath)) : process.cwd()),
    environment: withoutSecrets(process.env, secrets),
    pythons: flags.python === undefined ? [] : [resolve(flags.python)],
    startTimeoutMs,
    signal
  });
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

function savePolicyOf({ requestSaveOnCellExecute, autosaveCellEvery }: RunFlags): SavePolicy {
  return {
    afterCells: requestSaveOnCellExecute,
    outputsAfterMs: autosaveCellEvery === 0 ? undefined : (autosaveCellEvery ?? 0) * 1000
  };
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

const isHere = (path: string): boolean => path !== '-' && schemeOf(path) === undefined;

const describe = (path: string, places: Places): string | null =>
  path === '-' ? null : places.open(path).describe(path);

/** The notebook gets its secrets as parameters; in the environment any command it starts would inherit them. */
function withoutSecrets(environment: NodeJS.ProcessEnv, secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || secrets.has(name) ? [] : [[name, value]]
    )
  );
}

const LEVELS = { error: 'ERROR', warning: 'WARNING', info: 'DEBUG' } as const;

/** The cell as its author counts, with its first line, and as the notebook that is stored does. */
function describePlace(cells: readonly unknown[], cell: number): string {
  const { number, line } = placeOfCell(cells, cell);
  const stored = number === cell + 1 ? '' : `; cell ${String(cell + 1)} of the executed notebook`;
  return `cell ${String(number)}${line === '' ? '' : `, ${line}`}${stored}`;
}

type WarnOptions = { readonly cells: readonly unknown[]; readonly least: LogLevel };

function warn(problems: readonly Problem[], { cells, least }: WarnOptions): void {
  for (const { severity, at, message, hint } of problems) {
    if (!isTold(LEVELS[severity], least)) continue;
    const place = at.cell === undefined ? '' : ` cell ${String(placeOfCell(cells, at.cell).number)}:`;
    process.stderr.write(`${severity}:${place} ${terminalText(hint === undefined ? message : `${message} ${hint}`)}\n`);
  }
}
