import type { Secret } from '../../../src/secret.js';
import type { Notebook } from '../notebook/index.js';
import type { LanguageTarget } from '../parameters/index.js';
import { readKernelPackage } from './kernel-package.js';
import { loadQueryCells } from './load-code.js';
import { usesScirius } from './uses-scirius.js';

export { usesScirius };

/** The environment variable that query cells take their token from. */
export const SCIRIUS_TOKEN = 'SCIRIUS_TOKEN';

const PYTHON = /^(?:i?python|python3|xpython)/iu;

/**
 * What is sent to a kernel before the first cell so that query cells work; nothing for notebooks without one, and for
 * kernels that are not IPython.
 */
export async function queryCellCode(notebook: Notebook, target: LanguageTarget): Promise<readonly Secret[]> {
  if (!PYTHON.test(target.language ?? target.kernelName ?? '') || !usesScirius(notebook)) return [];
  return [loadQueryCells(await readKernelPackage())];
}
