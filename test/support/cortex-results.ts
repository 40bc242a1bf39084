import type { NotebookResult } from '../../companion/src/cortex/notebook-result.js';

/** A notebook that completed and found nothing, but for `change`. */
export function notebookResult(change: Partial<NotebookResult> = {}): NotebookResult {
  return {
    name: '/a.ipynb',
    status: 'completed',
    failure: undefined,
    durationSeconds: 1.5,
    storedAt: '/out/a.ipynb',
    taxonomies: [],
    artifacts: [],
    operations: [],
    heldBack: 0,
    problems: [],
    notebook: { cells: [], metadata: { papermill: { duration: 1.5 } } },
    html: '<div></div>',
    kernelGone: Promise.resolve(),
    ...change
  };
}
