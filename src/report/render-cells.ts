import { renderCell, type RenderedCell } from './cell.js';
import { MAX_NOTICES, STYLES_SHARE } from './defaults.js';
import { createFormulaView } from './maths/formula-view.js';
import type { ReportNotebook } from './notebook.js';
import { renderOutputs } from './output.js';
import { createStyleSheet } from './sanitize/index.js';
import type { Notice, ReportLimits, ReportOptions } from './types.js';
import { createWidgetView } from './widgets/widget-view.js';

/** The cells of a report, the rules for the styles that their outputs brought along, and what is not shown. */
export type RenderedCells = {
  readonly cells: readonly RenderedCell[];
  readonly styles: string;
  /** Whether a formula of them is MathML, which has a style sheet of its own. */
  readonly hasMathml: boolean;
  readonly notices: readonly Notice[];
};

/** Every cell as a reader would see it if there were no limit for the report as a whole. */
export function renderCells(notebook: ReportNotebook, options: ReportOptions, limits: ReportLimits): RenderedCells {
  const notices = new Map<string, Notice>();
  const notice = (added: Notice): void => {
    if (notices.size < MAX_NOTICES) notices.set(JSON.stringify([added.code, added.cell, added.message]), added);
  };
  const figures = new Map<string, number>();
  const styleSheet = createStyleSheet();
  const formulas = createFormulaView(options.typesetTex);
  const widgets = createWidgetView(notebook.widgets);
  const cellOptions = { language: notebook.language, prompts: options.prompts ?? false };
  const cells = notebook.cells.map(cell =>
    renderCell(cell, cellOptions, {
      limits,
      cell: cell.index,
      metadata: {},
      figures,
      styles: styleSheet,
      widgets,
      formulas,
      renderOutputs,
      notice: (code, message) => notice({ code, cell: cell.index, message })
    })
  );
  const styles = styleSheet.css();
  // The rules are ASCII: the sheet's alphabet has nothing else.
  const hasRoom = styles.length <= limits.hardBytes * STYLES_SHARE;
  if (!hasRoom)
    notice({ code: 'styles-small-enough', cell: undefined, message: 'The colours of tables are left out.' });
  return {
    cells,
    styles: hasRoom ? styles : '',
    hasMathml: formulas.hasMathml,
    notices: [...notices.values()]
  };
}
