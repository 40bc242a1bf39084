export { DEFAULT_LIMITS } from './defaults.js';
export type { Html } from './html.js';
export { renderReport } from './render-report.js';
export { renderReportWithMaths } from './render-report-with-maths.js';
export type { CodeVisibility, Notice, Report, ReportLimits, ReportOptions } from './types.js';
