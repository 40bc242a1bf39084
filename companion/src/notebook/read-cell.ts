import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import { joinBundle } from './mime.js';
import type { Cell, Output } from './model.js';
import type { NotebookPart } from './notebook-part.js';
import { withoutCellTransients } from './transient.js';

/** A cell of a version 4 notebook with texts joined, missing parts added, unknown keys kept. Throws `NotebookReadError`. */
export function readCell(cell: NotebookPart, id: string): Cell {
  const type = cell.value['cell_type'];
  const base = {
    ...cell.value,
    ...readAttachments(cell),
    id,
    source: cell.lines('source'),
    metadata: withoutCellTransients(cell.object('metadata'))
  };
  if (type === 'markdown' || type === 'raw') return { ...base, cell_type: type };
  if (type !== 'code') throw cell.failure('expected "code", "markdown" or "raw"', 'cell_type');
  const outputs = cell.list('outputs').map((output, index) => readOutput(cell.part(output, { output: index })));
  return { ...base, cell_type: type, outputs, execution_count: cell.count('execution_count') };
}

function readAttachments(cell: NotebookPart): { readonly attachments?: JsonObject } {
  if (!Object.hasOwn(cell.value, 'attachments')) return {};
  const join = (bundle: JsonValue): JsonValue => (isJsonObject(bundle) ? joinBundle(bundle) : bundle);
  const attachments = Object.entries(cell.object('attachments')).map(([name, bundle]) => [name, join(bundle)] as const);
  return { attachments: Object.fromEntries(attachments) };
}

/** An output of a version 4 notebook. Throws `NotebookReadError`. */
export function readOutput(output: NotebookPart): Output {
  const type = output.string('output_type');
  switch (type) {
    case 'stream':
      return { ...output.value, output_type: type, name: output.string('name', 'stdout'), text: output.lines('text') };
    case 'display_data':
      return { ...output.value, output_type: type, ...readBundle(output) };
    case 'execute_result':
      return {
        ...output.value,
        output_type: type,
        ...readBundle(output),
        execution_count: output.count('execution_count')
      };
    case 'error':
      return {
        ...output.value,
        output_type: type,
        ename: output.string('ename'),
        evalue: output.string('evalue'),
        traceback: output.strings('traceback')
      };
    default:
      throw output.failure('expected "stream", "display_data", "execute_result" or "error"', 'output_type');
  }
}

function readBundle(output: NotebookPart): { readonly data: JsonObject; readonly metadata: JsonObject } {
  return { data: joinBundle(output.object('data')), metadata: output.object('metadata') };
}
