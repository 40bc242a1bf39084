import type * as ReportRoom from '../../../src/report/index.js';

/** The kernel's process has been started by then, and is not ready for another 250 ms at the least. */
const AFTER_SPAWN_MS = 40;

/** The renderer. It brings parsers for Markdown and code, so nothing loads it before it is needed. */
export function loadReport(): Promise<typeof ReportRoom> {
  return import('../../../src/report/index.js');
}

/** Loads the renderer while the kernel starts, when this process has nothing else to do. */
export function loadReportSoon(): void {
  setTimeout(() => {
    // If it cannot be loaded, rendering says so.
    loadReport().catch(() => undefined);
  }, AFTER_SPAWN_MS).unref();
}
