import { isPythonKernel, loadingCode, usesScirius } from '../../../src/query-cells/index.js';
import { Secret } from '../../../src/secret.js';
import type { Notebook } from '../notebook/index.js';
import type { LanguageTarget } from '../parameters/index.js';
import { readKernelPackage } from './kernel-package.js';

export { isPythonKernel, usesScirius };

/** The environment variable that query cells take their token from. */
export const SCIRIUS_TOKEN = 'SCIRIUS_TOKEN';

/**
 * What is sent to a kernel before the first cell so that query cells work; nothing for kernels that are not IPython,
 * and a notebook without a query cell is run without a byte of this.
 */
export async function queryCellCode(notebook: Notebook, target: LanguageTarget): Promise<readonly Secret[]> {
  const asks = notebook.cells.some(cell => cell.cell_type === 'code' && usesScirius(cell.source));
  if (!asks || !isPythonKernel(target.language ?? target.kernelName ?? '')) return [];
  return [new Secret(loadingCode(await readKernelPackage()))];
}
