import { InvalidArgumentError, type Command } from 'commander';
import { splitPair } from './arguments.js';
import type { Finish } from './command-line.js';
import { LOG_LEVELS, logLevelOf, type LogLevel } from './log-level.js';
import { VERSION } from './version.js';

export type NamedValue = readonly [name: string, value: string];

/** The flags of `huntbook run`, as commander gives them. Durations are seconds, as in papermill. */
export type RunFlags = {
  readonly parameters: readonly NamedValue[];
  readonly parametersRaw: readonly NamedValue[];
  readonly parametersFile: readonly string[];
  readonly parametersYaml: readonly string[];
  readonly parametersBase64: readonly string[];
  readonly secret: readonly string[];
  readonly kernel?: string;
  readonly language?: string;
  readonly python?: string;
  readonly on?: string;
  readonly as?: string;
  readonly cwd?: string;
  readonly startTimeout: number;
  readonly executionTimeout?: number;
  readonly progressBar?: boolean;
  readonly logOutput: boolean;
  readonly charts: boolean;
  readonly logLevel: LogLevel;
  readonly stdoutFile?: string;
  readonly stderrFile?: string;
  readonly injectInputPath?: true;
  readonly injectOutputPath?: true;
  readonly injectPaths?: true;
  readonly prepareOnly?: true;
  readonly prepareExecute?: true;
  readonly reportMode?: boolean;
  readonly helpNotebook?: true;
  readonly requestSaveOnCellExecute: boolean;
  readonly autosaveCellEvery?: number;
  readonly events?: 'ndjson';
};

const all = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function allPairs(value: string, before: readonly NamedValue[] = []): readonly NamedValue[] {
  const pair = splitPair(value);
  if (pair === undefined) throw new InvalidArgumentError('It takes a name and a value.');
  return [...before, pair];
}

function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number <= 0) {
    throw new InvalidArgumentError('It takes a number of seconds above 0.');
  }
  return number;
}

function wholeSeconds(value: string): number {
  if (!/^[0-9]{1,9}$/u.test(value)) throw new InvalidArgumentError('It takes a whole number of seconds, 0 for never.');
  return Number(value);
}

function level(value: string): LogLevel {
  const known = logLevelOf(value);
  if (known === undefined) throw new InvalidArgumentError(`It is one of ${LOG_LEVELS.join(', ')}.`);
  return known;
}

function noEngine(): never {
  throw new InvalidArgumentError(
    'Engines are plug-ins of papermill, in Python; Huntbook runs notebooks itself. Leave --engine out.'
  );
}

const START_TIMEOUT_SECONDS = 60;
/** Not commander's defaults: `--help` would show them as `[]` and `false`. */
const NO_FLAGS = {
  parameters: [],
  parametersRaw: [],
  parametersFile: [],
  parametersYaml: [],
  parametersBase64: [],
  secret: [],
  startTimeout: START_TIMEOUT_SECONDS,
  logOutput: false,
  charts: true,
  logLevel: 'INFO',
  requestSaveOnCellExecute: true
} satisfies RunFlags;

/** `huntbook run NOTEBOOK [OUTPUT]`: names and meaning of the options are papermill's where papermill has them. */
export function addRunCommand(program: Command, finish: Finish): void {
  program
    .command('run')
    .description('Execute a notebook with parameters and store it with its outputs.')
    .version(VERSION, '--version', 'print the version')
    .argument('[notebook]', 'the notebook, a path or an address, or - for standard input; may hold {parameters}')
    .argument('[output]', 'where the executed notebook goes, or - for standard output; may hold {parameters}')
    .option(
      '-p, --parameters <name value>',
      'set a parameter; numbers, True, False and None are read as such',
      allPairs
    )
    .option('-r, --parameters-raw <name value>', 'set a parameter to exactly this text', allPairs)
    .option('-f, --parameters-file <file>', 'set parameters from a YAML or JSON file', all)
    .option('-y, --parameters-yaml <yaml>', 'set parameters from YAML text', all)
    .option('-b, --parameters-base64 <text>', 'set parameters from base64 of YAML', all)
    .option('--secret <name>', 'hand the environment variable NAME to the notebook, never stored', all)
    .option('-k, --kernel <name>', 'the kernel to use instead of the one the notebook names')
    .option('-l, --language <name>', 'the language, when the notebook does not tell')
    .option('--python <interpreter>', 'an interpreter whose kernels count first')
    .option(
      '--on <target>',
      'where the kernel runs: local (default), server:URL, hub:URL or gateway:URL; tokens are in the environment'
    )
    .option('--as <user>', 'the user of the hub whose server runs it')
    .option('--cwd <folder>', "the kernel's working folder (default: the folder of the notebook)")
    .option('--start-timeout <seconds>', 'how long the kernel may take to start', seconds, START_TIMEOUT_SECONDS)
    .option('--execution-timeout <seconds>', 'how long one cell may take', seconds)
    .option('--progress-bar', 'show a progress bar (default: on a terminal)')
    .option('--no-progress-bar', 'show none')
    .option('--log-output', 'print what the cells print while they run')
    .option('--no-log-output', 'do not (default)')
    .option('--no-charts', 'store Vega and Altair charts without a picture of them')
    .option('--log-level <level>', 'the least that is told: DEBUG, INFO, WARNING, ERROR or CRITICAL', level)
    .option('--stdout-file <file>', 'write there what the cells print on standard output')
    .option('--stderr-file <file>', 'write there what the cells print on standard error')
    .option('--inject-input-path', 'set the parameter PAPERMILL_INPUT_PATH to the path of the notebook')
    .option('--inject-output-path', 'set the parameter PAPERMILL_OUTPUT_PATH to the path of the output')
    .option('--inject-paths', 'both of them')
    .option('--prepare-only', 'set the parameters and store the notebook; start no kernel')
    .option('--prepare-execute', 'run it (default)')
    .option('--report-mode', 'mark the code of every cell as folded away')
    .option('--no-report-mode', 'do not (default)')
    .option('--request-save-on-cell-execute', 'store the notebook while it runs, after cells (default)')
    .option('--no-request-save-on-cell-execute', 'do not')
    .option(
      '--autosave-cell-every <seconds>',
      'store what a cell has printed so often, 0 for never (default: as it comes)',
      wholeSeconds
    )
    .option('--engine <name>', 'refused: there is one engine', noEngine)
    .option('--help-notebook', 'list the parameters of the notebook and run nothing')
    .option('--events <format>', 'print run events on standard output, one JSON object a line (ndjson)', eventFormat)
    .action(async (notebook: string | undefined, output: string | undefined, flags: Partial<RunFlags>) => {
      const { runCommand } = await import('./run-notebook.js');
      finish(await runCommand(notebook, output, { ...NO_FLAGS, ...flags }));
    });
}

function eventFormat(value: string): 'ndjson' {
  if (value !== 'ndjson') throw new InvalidArgumentError('The one format there is: ndjson.');
  return value;
}
