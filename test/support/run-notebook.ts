import {
  executeNotebook,
  type ExecutedNotebook,
  type ExecuteOptions,
  type RunEvent
} from '../../companion/src/execution/index.js';
import type { Kernel } from '../../companion/src/kernel/index.js';
import type { Cell, CodeCell, Notebook, Output } from '../../companion/src/notebook/index.js';

export type Ran = ExecutedNotebook & { readonly events: readonly RunEvent[] };

let ids = 0;

export function code(source: string, ...tags: string[]): CodeCell {
  const id = `cell-${(ids += 1)}`;
  return { cell_type: 'code', id, source, metadata: { tags }, outputs: [], execution_count: null };
}

export function markdown(source: string, ...tags: string[]): Cell {
  return { cell_type: 'markdown', id: `cell-${(ids += 1)}`, source, metadata: { tags } };
}

export function notebookOf(...cells: readonly (Cell | string)[]): Notebook {
  const made = cells.map(cell => (typeof cell === 'string' ? code(cell) : cell));
  return { cells: made, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

/** Runs a notebook to its end. */
export async function runNotebook(
  notebook: Notebook,
  kernel: Kernel | (() => Promise<Kernel>),
  options: Partial<ExecuteOptions> = {},
  onEvent: (event: RunEvent) => void = () => undefined
): Promise<Ran> {
  const run = executeNotebook({
    notebook,
    kernel: typeof kernel === 'function' ? kernel : () => Promise.resolve(kernel),
    papermill: { inputPath: 'in.ipynb', outputPath: 'out.ipynb', parameters: {}, version: '2.7.0' },
    signal: new AbortController().signal,
    ...options
  });
  const events: RunEvent[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done === true) return { ...step.value, events };
    events.push(step.value);
    onEvent(step.value);
  }
}

/** The outputs of each code cell. */
export function outputsOf(notebook: Notebook): readonly (readonly Output[])[] {
  return notebook.cells.flatMap(cell => (cell.cell_type === 'code' ? [cell.outputs] : []));
}

/** What papermill's metadata say of each cell. */
export function statusesOf(notebook: Notebook): readonly unknown[] {
  return notebook.cells.map(cell => {
    const papermill = cell.metadata['papermill'];
    return typeof papermill === 'object' && papermill !== null && 'status' in papermill ? papermill.status : undefined;
  });
}
