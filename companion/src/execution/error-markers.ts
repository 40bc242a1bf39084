import { cellTags, newCellId, type Cell } from '../notebook/index.js';

/** Source: papermill 2.7, `execute.py`: cells with this tag are removed before the next run. */
export const ERROR_MARKER_TAG = 'papermill-error-cell-tag';

const STYLE = 'style="color:red; font-size:2em; font-family:sans-serif"';

/** The cells without the markers of an earlier run. */
export function removeErrorMarkers(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter(cell => !cellTags(cell).includes(ERROR_MARKER_TAG));
}

/**
 * The cells with a link at the top and its target before the cell that stopped the run.
 * Source: papermill 2.7 puts them there too, but before the *last* cell with an error output, which need not be the one
 * that stopped the run, and not at all after a timeout or the death of the kernel.
 */
export function addErrorMarkers(
  cells: readonly Cell[],
  failed: number,
  executionCount: number | null
): readonly Cell[] {
  const ids = new Set(cells.map(cell => cell.id));
  const link = `<a href="#papermill-error-cell">In [${executionCount ?? ' '}]</a>`;
  const top = marker(ids, `<span ${STYLE}>An Exception was encountered at '${link}'.</span>`);
  const anchor = marker(ids, `<span id="papermill-error-cell" ${STYLE}>The run stopped at the next cell:</span>`);
  return [top, ...cells.slice(0, failed), anchor, ...cells.slice(failed)];
}

/** By how much the markers move a cell down. */
export function shiftByMarkers(cell: number, failed: number): number {
  return cell < failed ? cell + 1 : cell + 2;
}

function marker(ids: Set<string>, source: string): Cell {
  let id = newCellId();
  while (ids.has(id)) id = newCellId();
  ids.add(id);
  return { cell_type: 'markdown', id, source, metadata: { tags: [ERROR_MARKER_TAG] } };
}
