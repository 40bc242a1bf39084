import { UsageError } from './failures.js';

/** Where the notebook comes from and goes to, before templates are expanded; `-` is standard input or output. */
export type RunPaths = { readonly input: string; readonly output: string };

type Standard = { readonly isInputPiped: boolean; readonly isOutputTerminal: boolean };

/**
 * The paths of a command line. With a pipe as standard input one path is the output, and none is needed; an output must
 * be named where the notebook would be printed on a terminal.
 * Source: papermill 2.7, `cli.py`.
 * @throws UsageError `USAGE`
 */
export function runPaths(
  notebook: string | undefined,
  output: string | undefined,
  { isInputPiped, isOutputTerminal }: Standard
): RunPaths {
  if (isInputPiped && notebook !== undefined && output === undefined) return { input: '-', output: notebook };
  if (notebook === undefined && !isInputPiped) {
    throw new UsageError('Which notebook?', { hint: 'Name it, or - to read it from standard input.' });
  }
  if (output === undefined && isOutputTerminal) {
    throw new UsageError('Where should the executed notebook go?', {
      hint: 'Name a file after the notebook, or - to print it.'
    });
  }
  return { input: notebook ?? '-', output: output ?? '-' };
}
