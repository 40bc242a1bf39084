import { lintFilter } from '../../../../src/scirius/index.js';
import { EXIT_STATUS } from '../exit-status.js';
import { readFilter } from './read-filter.js';
import { asciiJson } from './show-events.js';
import { showDiagnostics } from './show-diagnostics.js';

/** Prints what is wrong with a filter; gives the exit status. */
export async function lintToTerminal(
  argument: string,
  { isStrict, asJson }: { readonly isStrict: boolean; readonly asJson: boolean }
): Promise<number> {
  const filter = await readFilter(argument);
  const diagnostics = lintFilter(filter);
  if (asJson) process.stdout.write(`${asciiJson({ filter, diagnostics })}\n`);
  else if (diagnostics.length > 0) process.stdout.write(showDiagnostics(filter, diagnostics));
  const isWrong = diagnostics.some(({ severity }) => severity === 'error' || (isStrict && severity === 'warning'));
  return isWrong ? EXIT_STATUS.failed : EXIT_STATUS.done;
}
