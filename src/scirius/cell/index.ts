export { checkQueryCell } from './check-cell.js';
export type { CellDiagnostic } from './check-line.js';
export { completionInCell, type CellCompletion, type Choice } from './complete-cell.js';
export { QUERY_OPTIONS, QUERY_KINDS } from './line-table.js';
export { isQueryCell, readQueryCell, type QueryCell } from './read-cell.js';
