export { fullReport, type FullReport, type ReportedNotebook } from './full-report.js';
export { MAX_OUTPUT_BYTES } from './limits.js';
