import type { Notebook } from '../notebook/index.js';

/** A cell that is a query, or an import of the connector under either name. */
const USE = /^\s*(?:%%scirius\b|(?:from|import)\s+(?:huntbook|surianalytics)\b|%load_ext\s+huntbook\b)/mu;

/** Whether any code cell asks Scirius. A notebook that does not is run without a byte of this. */
export function usesScirius(notebook: Notebook): boolean {
  return notebook.cells.some(cell => cell.cell_type === 'code' && USE.test(cell.source));
}
