import type { KernelPackage } from '../../query-cells/index.js';

/** The Python package of query cells. `npm run build:lib` writes the module, see scripts/kernel-package.mjs. */
export declare const KERNEL_PACKAGE: KernelPackage;
