import {
  JsonSyntaxFailure,
  isJsonArray,
  isJsonObject,
  parseJson,
  toPlainJson,
  type JsonValue
} from '../../json/index.js';

/** A notebook as the renderer takes it, or why the file is none. */
export type ReadNotebook =
  | { readonly kind: 'notebook'; readonly notebook: unknown; readonly cells: number }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly detail: string };

/** `not-json`: `detail` says where. `not-a-notebook`: JSON, but of something else. */
export type UnreadableReason = 'empty' | 'not-json' | 'not-a-notebook';

/**
 * The notebook in the text of a file, with the very numbers that stand there: `1e999` and integers beyond 2^53 read as
 * in the worker. Total.
 */
export function readNotebookText(text: string): ReadNotebook {
  if (text.trim() === '') return { kind: 'unreadable', reason: 'empty', detail: '' };
  let root: JsonValue;
  try {
    root = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxFailure)) throw error;
    const { reason, line, column } = error.details;
    return { kind: 'unreadable', reason: 'not-json', detail: `line ${line}, column ${column}: ${reason}` };
  }
  const cells = isJsonObject(root) ? (root['cells'] ?? root['worksheets']) : undefined;
  if (cells === undefined || !isJsonArray(cells)) return { kind: 'unreadable', reason: 'not-a-notebook', detail: '' };
  return { kind: 'notebook', notebook: toPlainJson(root), cells: cells.length };
}
