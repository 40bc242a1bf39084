export {
  MAX_INLINE_SVG,
  sanitizeHtml,
  type MarkReader,
  type SanitizeOptions,
  type Sanitized
} from './sanitize-html.js';
export { sanitizeReport, type ReportPassOptions } from './sanitize-report.js';
export { createStyleSheet, MAX_STYLES, type StyleSheet } from './style-sheet.js';
export { sanitizeMathml } from './sanitize-mathml.js';
