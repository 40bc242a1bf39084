import type { JsonObject } from '../../../src/json/index.js';

/**
 * A notebook in memory, as nbformat 4.5 holds it after reading: multi-line strings are joined, every cell has an id
 * and `metadata`, code cells have `outputs` and `execution_count`. Keys that nbformat does not know are kept.
 * Spelling is the file format's. Source: nbformat 5.10, `v4/nbformat.v4.5.schema.json`, `v4/rwbase.py`.
 */
export type Notebook = {
  readonly cells: readonly Cell[];
  readonly metadata: JsonObject;
  readonly nbformat: 4;
  readonly nbformat_minor: number;
};

export type Cell = CodeCell | TextCell;

type CellBase = {
  readonly id: string;
  readonly source: string;
  readonly metadata: JsonObject;
};

export type CodeCell = CellBase & {
  readonly cell_type: 'code';
  readonly outputs: readonly Output[];
  readonly execution_count: number | null;
};

export type TextCell = CellBase & {
  readonly cell_type: 'markdown' | 'raw';
  readonly attachments?: JsonObject;
};

export type Output = StreamOutput | DisplayData | ExecuteResult | ErrorOutput;

export type StreamOutput = { readonly output_type: 'stream'; readonly name: string; readonly text: string };
export type DisplayData = {
  readonly output_type: 'display_data';
  readonly data: JsonObject;
  readonly metadata: JsonObject;
};
export type ExecuteResult = {
  readonly output_type: 'execute_result';
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  readonly execution_count: number | null;
};
export type ErrorOutput = {
  readonly output_type: 'error';
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
};
