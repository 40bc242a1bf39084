import { readNotebook } from '../notebook/index.js';
import { inspectParameters, type InspectedParameter, type LanguageTarget } from '../parameters/index.js';
import type { Storage } from '../storage/index.js';
import { EXIT_STATUS } from './exit-status.js';
import { terminalText } from './terminal-text.js';

/** The help of a parameter begins in this column, or on its own line when the parameter is longer than `LONG`. */
const HELP_COLUMN = 34;
const LONG = 30;

/**
 * Prints the parameters of a notebook as papermill does; the exit status is 1 when no cell declares any.
 * Source: papermill 2.7, `--help-notebook`.
 */
export async function helpNotebook(path: string, target: LanguageTarget, storage: Storage): Promise<number> {
  const notebook = readNotebook(await storage.read(path), { path: storage.describe(path) });
  const { hasParametersCell, parameters } = inspectParameters(notebook, target);
  const lines = hasParametersCell ? describeParameters(parameters) : ['', "  No cell tagged 'parameters'"];
  const text = [
    'Usage: huntbook run [options] [notebook] [output]',
    '',
    `Parameters inferred for notebook '${path}':`,
    ...lines
  ].join('\n');
  process.stdout.write(`${terminalText(text)}\n`);
  return hasParametersCell ? EXIT_STATUS.done : EXIT_STATUS.failed;
}

function describeParameters(parameters: readonly InspectedParameter[]): readonly string[] {
  if (parameters.length === 0) {
    return ['', "  Can't infer anything about this notebook's parameters. It may not have any parameter defined."];
  }
  return parameters.map(({ name, type, default: value, help }) => {
    const definition = `  ${name}: ${type ?? 'Unknown type'} (default ${value})`;
    if (definition.length <= LONG) return `${definition.padEnd(HELP_COLUMN)}${help}`;
    return help === '' ? definition : `${definition}\n${' '.repeat(HELP_COLUMN)}${help}`;
  });
}
