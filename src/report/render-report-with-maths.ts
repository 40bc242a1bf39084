import { holdsFormulas } from './maths/holds-formulas.js';
import { renderReport } from './render-report.js';
import type { Report, ReportOptions } from './types.js';

/**
 * `renderReport` with formulas typeset. What typesets them is loaded when the notebook holds one, and not before: it is
 * as large as all the rest of the renderer.
 */
export async function renderReportWithMaths(
  notebook: unknown,
  options: Omit<ReportOptions, 'typesetTex'> = {}
): Promise<Report> {
  if (!holdsFormulas(notebook)) return renderReport(notebook, options);
  const { typesetTex } = await import('./maths/typeset-tex.js');
  return renderReport(notebook, { ...options, typesetTex });
}
