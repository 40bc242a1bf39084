import { excerpt } from './excerpt.js';
import { isRecord } from './record.js';

/** Where an author finds a cell: its number from 1 in the notebook as it was written, and its first line in quotes. */
export type CellPlace = { readonly number: number; readonly line: string };

/** Cells that a run puts between the author's. Source: papermill 2.7, `parameterize.py` and `execute.py`. */
const ADDED_TAGS = ['injected-parameters', 'papermill-error-cell-tag'];

/**
 * The cell at `index`, from 0, among the cells of an executed notebook, which holds more than its author wrote: the
 * cell with the parameters, and those that mark where a run stopped. Nobody sees them, so nobody counts them.
 */
export function placeOfCell(cells: readonly unknown[], index: number): CellPlace {
  const written = cells.slice(0, index).filter(cell => !isAdded(cell)).length;
  const first = sourceOf(cells[index])
    .split('\n')
    .find(line => line.trim() !== '');
  return { number: written + 1, line: first === undefined ? '' : excerpt(first) };
}

function isAdded(cell: unknown): boolean {
  const metadata = isRecord(cell) ? cell['metadata'] : undefined;
  const tags: unknown = isRecord(metadata) ? metadata['tags'] : undefined;
  return Array.isArray(tags) && ADDED_TAGS.some(tag => tags.includes(tag));
}

function sourceOf(cell: unknown): string {
  const source = isRecord(cell) ? cell['source'] : undefined;
  return typeof source === 'string' ? source : Array.isArray(source) ? source.join('') : '';
}
