import type { Problem } from '../../../src/problem.js';
import { cellTags, newCellId, type Cell, type CodeCell, type Notebook } from '../notebook/index.js';
import { assignmentRemarks, writeAssignments } from './assignments.js';
import { INJECTED_TAG, PARAMETERS_TAG } from './cell-tags.js';
import { inspectParameters } from './inspect.js';
import type { LanguageTarget } from './language.js';
import type { Parameters } from './value.js';

export type Injection = { readonly notebook: Notebook; readonly problems: readonly Problem[] };

/**
 * The notebook with a cell that sets the parameters: in place of the first cell tagged `injected-parameters`, else
 * after the first tagged `parameters`, else first of all with a warning. Without parameters nothing changes.
 * Names that the parameters cell does not declare are set all the same, and reported.
 * Source: papermill 2.7, `parameterize_notebook`.
 * @throws as `writeAssignments`
 */
export function injectParameters(notebook: Notebook, parameters: Parameters, target: LanguageTarget): Injection {
  if (parameters.size === 0) return { notebook, problems: [] };
  const cell = injectedCell(writeAssignments(parameters, target));
  const { cells, problems } = placeCell(notebook.cells, cell);
  const remarks = assignmentRemarks(parameters, target);
  return {
    notebook: { ...notebook, cells },
    problems: [...problems, ...remarks, ...unknownParameters(notebook, parameters, target)]
  };
}

function injectedCell(source: string): CodeCell {
  const metadata = { tags: [INJECTED_TAG] };
  return { id: newCellId(), cell_type: 'code', source, metadata, outputs: [], execution_count: null };
}

type Placement = { readonly cells: readonly Cell[]; readonly problems: readonly Problem[] };

function placeCell(cells: readonly Cell[], injected: Cell): Placement {
  const before = cells.findIndex(cell => cellTags(cell).includes(INJECTED_TAG));
  if (before >= 0) return { cells: cells.with(before, injected), problems: [] };
  const declared = cells.findIndex(cell => cellTags(cell).includes(PARAMETERS_TAG));
  if (declared >= 0) return { cells: cells.toSpliced(declared + 1, 0, injected), problems: [] };
  const problem: Problem = {
    code: 'parameters-cell-present',
    severity: 'warning',
    at: {},
    message: 'No cell is tagged "parameters", so the parameters were set in a new first cell.',
    hint: 'Tag the cell with the default values "parameters"; otherwise later cells can overwrite what was set.'
  };
  return { cells: [injected, ...cells], problems: [problem] };
}

function unknownParameters(notebook: Notebook, parameters: Parameters, target: LanguageTarget): readonly Problem[] {
  const { hasParametersCell, isInspectable, parameters: declared } = inspectParameters(notebook, target);
  if (!hasParametersCell || !isInspectable) return [];
  const names = new Set(declared.map(parameter => parameter.name));
  return [...parameters.keys()]
    .filter(name => !names.has(name))
    .map(name => ({
      code: 'parameter-declared',
      severity: 'info',
      at: { item: name },
      message: `Parameter "${name}" is set, but the parameters cell does not declare it.`
    }));
}
