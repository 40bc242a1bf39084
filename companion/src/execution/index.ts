export type { SavePolicy } from './checkpoints.js';
export { DEFAULT_OUTPUT_LIMITS, DEFAULT_TIMES, type OutputLimits } from './defaults.js';
export { ERROR_MARKER_TAG, removeErrorMarkers } from './error-markers.js';
export { EXECUTION_ERRORS, type ExecutionErrorCode } from './error-table.js';
export { executeNotebook, type ExecutedNotebook, type ExecuteOptions } from './execute-notebook.js';
export {
  CellAborted,
  CellError,
  CellTimeout,
  ConnectionLost,
  DeadlineExceeded,
  RunCancelled,
  SilentCodeFailed,
  type CellErrorDetails,
  type CellPlace
} from './failures.js';
export type { Bundle, OutputEvent } from './output-event.js';
export type { CellStatus, RunEvent, RunStatus } from './run-event.js';
export { markupTexts } from './reader-text.js';
export { preparedMetadata, type PapermillOptions } from './run-metadata.js';
