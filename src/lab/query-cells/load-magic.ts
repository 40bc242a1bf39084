import type { Kernel } from '@jupyterlab/services';
import { loadingCode, type KernelPackage } from '../../query-cells/index.js';

/**
 * Makes query cells work in a Python kernel, unseen and without history. What is sent to the kernel after this call runs
 * after it: requests of one connection keep their order, also while the kernel is still starting.
 */
export function loadMagic(kernel: Kernel.IKernelConnection, sources: KernelPackage): void {
  const future = kernel.requestExecute({
    code: loadingCode(sources),
    silent: true,
    store_history: false,
    allow_stdin: false,
    // The cell behind it runs in any case, and says itself what it misses.
    stop_on_error: false
  });
  // A kernel that ends or restarts meanwhile is told at the cell.
  void future.done.catch(() => undefined);
}
