import type { ParameterInput } from '../../../../src/service-api/index.js';
import { readNotebook, writeNotebook, cellTags } from '../../notebook/index.js';
import { notebookLanguage, parameterFromJson, PARAMETERS_TAG, writeAssignments } from '../../parameters/index.js';
import { RequestInvalid } from '../failures.js';

/**
 * The text of a notebook whose parameters cell ends with these values: what Cortex injects after it still counts more, and
 * the stored notebook shows what the run was given.
 * @throws REQUEST_INVALID without a parameters cell; what the reader of notebooks and the language say
 */
export function withValues(
  text: string,
  values: Readonly<Record<string, ParameterInput>>,
  { path }: { readonly path: string }
): string {
  const notebook = readNotebook(text, { path });
  const at = notebook.cells.findIndex(cell => cellTags(cell).includes(PARAMETERS_TAG));
  const cell = notebook.cells[at];
  if (cell === undefined) {
    throw new RequestInvalid('The notebook has no parameters that could be set.', {
      hint: 'Give the cell with the default values the role parameters.'
    });
  }
  const parameters = new Map(Object.entries(values).map(([name, value]) => [name, parameterFromJson(value)]));
  const assignments = writeAssignments(parameters, notebookLanguage(notebook)).trimEnd();
  const changed = { ...cell, source: `${cell.source}\n\n${assignments}` };
  return writeNotebook({ ...notebook, cells: notebook.cells.with(at, changed) });
}
