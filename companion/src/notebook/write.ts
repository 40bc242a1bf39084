import { formatJson, isJsonObject, sortedKeys, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import { splitLines } from './lines.js';
import { splitBundle } from './mime.js';
import type { Cell, Notebook, Output } from './model.js';
import { withoutCellTransients, withoutNotebookTransients } from './transient.js';

const INDENT = 1;
const CELL_LEVEL = 2;

/**
 * The text of a notebook file, byte for byte as `nbformat.writes` gives it: sorted keys, indentation 1, texts split
 * into lines, no line feed at the end. Source: nbformat 5.11, `v4/nbjson.py`.
 */
export function writeNotebook(notebook: Notebook): string {
  return writeNotebookWith(notebook, notebook.cells.map(serializeCell));
}

/**
 * The same text from cells that were serialised before, so that a checkpoint pays only for the cells that changed.
 * `cellTexts[n]` must be `serializeCell(notebook.cells[n])`.
 */
export function writeNotebookWith(notebook: Notebook, cellTexts: readonly string[]): string {
  const content: JsonObject = { ...notebook, metadata: withoutNotebookTransients(notebook.metadata) };
  const entries = sortedKeys(content).map(key => {
    const value = key === 'cells' ? cellsText(cellTexts) : valueText(content[key] ?? null, 1);
    return `${JSON.stringify(key)}: ${value}`;
  });
  return `{\n ${entries.join(',\n ')}\n}`;
}

/** The text of one cell, indented as it stands in the file; its first line without indentation. */
export function serializeCell(cell: Cell): string {
  const content: Record<string, JsonValue> = {
    ...cell,
    source: splitLines(cell.source),
    metadata: withoutCellTransients(cell.metadata)
  };
  if (cell.cell_type === 'code') content['outputs'] = cell.outputs.map(splitOutput);
  const attachments = content['attachments'];
  if (isJsonObject(attachments)) content['attachments'] = splitAttachments(attachments);
  return valueText(content, CELL_LEVEL);
}

function splitOutput(output: Output): JsonObject {
  switch (output.output_type) {
    case 'stream':
      return { ...output, text: splitLines(output.text) };
    case 'display_data':
    case 'execute_result':
      return { ...output, data: splitBundle(output.data) };
    case 'error':
      return output;
  }
}

function splitAttachments(attachments: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, bundle]) => [name, isJsonObject(bundle) ? splitBundle(bundle) : bundle])
  );
}

function cellsText(cellTexts: readonly string[]): string {
  return cellTexts.length === 0 ? '[]' : `[\n  ${cellTexts.join(',\n  ')}\n ]`;
}

function valueText(value: JsonValue, level: number): string {
  return formatJson(value, { indent: INDENT, sortKeys: true, level });
}
