import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelPackage } from '../../../src/query-cells/index.js';

/** JSON, but not by its name: Cortex takes every .json beside a worker for a definition. */
export const KERNEL_PACKAGE_FILE = 'kernel-package.data';

/** The Python package that travels with the command: `npm run build` puts it beside the bundle. */
export async function readKernelPackage(folder: string = __dirname): Promise<KernelPackage> {
  // Ours, written by the build.
  return JSON.parse(await readFile(join(folder, KERNEL_PACKAGE_FILE), 'utf8')) as KernelPackage;
}
