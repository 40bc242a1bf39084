import type { Problem } from '../../../src/problem.js';
import { cellTags, type Notebook } from '../notebook/index.js';
import { PARAMETERS_TAG } from './cell-tags.js';
import { findWriter, notebookLanguage, type LanguageTarget } from './language.js';
import { inspectPythonSource, type InspectedParameter } from './inspect-python.js';
import { pythonWriter } from './writers/python.js';

export type Inspection = {
  /** Whether a cell is tagged `parameters`. */
  readonly hasParametersCell: boolean;
  /** Whether parameters can be read from this language; when false, `parameters` is empty without meaning. */
  readonly isInspectable: boolean;
  readonly parameters: readonly InspectedParameter[];
  readonly problems: readonly Problem[];
};

/**
 * The parameters that the first cell tagged `parameters` declares; Python only. A name that is assigned twice stands
 * once, with its last value. Source: papermill 2.7, `inspect_notebook`.
 * @throws `NOTEBOOK_LANGUAGE_UNKNOWN`, `PARAMETER_LANGUAGE_UNSUPPORTED` when there is such a cell
 */
export function inspectParameters(notebook: Notebook, overrides: LanguageTarget = {}): Inspection {
  const index = notebook.cells.findIndex(cell => cellTags(cell).includes(PARAMETERS_TAG));
  const cell = notebook.cells[index];
  if (cell === undefined) return { hasParametersCell: false, isInspectable: true, parameters: [], problems: [] };
  const writer = findWriter(notebookLanguage(notebook, overrides));
  if (writer !== pythonWriter) {
    const problem: Problem = {
      code: 'parameters-language-inspectable',
      severity: 'info',
      at: { cell: index },
      message: `The parameters of a ${writer.title} notebook cannot be listed; they can be set.`
    };
    return { hasParametersCell: true, isInspectable: false, parameters: [], problems: [problem] };
  }
  const { parameters, skippedLines } = inspectPythonSource(cell.source);
  const byName = new Map(parameters.map(parameter => [parameter.name, parameter]));
  const problems = skippedLines.map((line): Problem => ({
    code: 'parameter-line-readable',
    severity: 'warning',
    at: { cell: index, line },
    message: 'This line has more than one "=", so no parameter is read from it.',
    hint: 'One parameter per line; move the comparison or call to another cell.'
  }));
  return { hasParametersCell: true, isInspectable: true, parameters: [...byName.values()], problems };
}
