export { newCellId } from './cell-id.js';
export { cellTags } from './cell-tags.js';
export { NOTEBOOK_READ_HINTS, type NotebookReadKind } from './error-table.js';
export { describePlace, NotebookReadError, type NotebookPlace, type NotebookReadDetails } from './failures.js';
export { splitLines } from './lines.js';
export type {
  Cell,
  CodeCell,
  DisplayData,
  ErrorOutput,
  ExecuteResult,
  Notebook,
  Output,
  StreamOutput,
  TextCell
} from './model.js';
export { toPlainNotebook } from './plain.js';
export { readNotebook, type ReadNotebookOptions } from './read.js';
export { serializeCell, writeNotebook, writeNotebookWith } from './write.js';
