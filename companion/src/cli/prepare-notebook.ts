import { isJsonObject, type JsonObject } from '../../../src/json/index.js';
import { preparedMetadata, removeErrorMarkers, type PapermillOptions } from '../execution/index.js';
import { cellTags, type Cell, type Notebook } from '../notebook/index.js';
import { INJECTED_TAG } from '../parameters/index.js';

/**
 * The notebook as it is stored when nothing is run: with papermill's metadata and without the markers of an earlier run;
 * old outputs stay; the injected cell has none of it. Source: papermill 2.7, `--prepare-only`.
 */
export function preparedNotebook(notebook: Notebook, papermill: PapermillOptions): Notebook {
  const kept = removeErrorMarkers(notebook.cells);
  const isInjected = Object.keys(papermill.parameters).length > 0;
  const injected = isInjected ? kept.findIndex(cell => cellTags(cell).includes(INJECTED_TAG)) : -1;
  const cells = kept.map((cell, index) =>
    index === injected ? cell : withMetadata(cell, { tags: [], ...cell.metadata, papermill: {} })
  );
  return { ...notebook, cells, metadata: preparedMetadata(notebook.metadata, papermill) };
}

/**
 * The notebook with the code of every cell folded away. Unlike papermill 2.7 (`--report-mode`) it keeps what else
 * `metadata.jupyter` says.
 */
export function withHiddenCode(notebook: Notebook): Notebook {
  const cells = notebook.cells.map(cell => {
    if (cell.cell_type !== 'code') return cell;
    const view = isJsonObject(cell.metadata['jupyter']) ? cell.metadata['jupyter'] : {};
    return withMetadata(cell, { ...cell.metadata, jupyter: { ...view, source_hidden: true } });
  });
  return { ...notebook, cells };
}

function withMetadata(cell: Cell, metadata: JsonObject): Cell {
  return { ...cell, metadata };
}
