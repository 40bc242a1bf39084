import { countOf, listOf, multilineText, recordOf, type UnknownRecord } from './json-shape.js';
import { grammarOf } from './text/languages.js';
import type { CodeVisibility } from './types.js';
import { readWidgetModels, type WidgetModels } from './widgets/models.js';
import { visibilityOf, type Visibility } from './visibility.js';

/** One thing a cell has put out. Text is joined; adjacent texts of one stream are one output. */
export type ReportOutput =
  | { readonly kind: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'error'; readonly name: string; readonly value: string; readonly traceback: string }
  | { readonly kind: 'display'; readonly data: UnknownRecord; readonly metadata: UnknownRecord };

/** A cell as the report needs it; `index` counts from 0 in the notebook. */
export type ReportCell = {
  readonly kind: 'code' | 'markdown' | 'raw';
  readonly index: number;
  readonly source: string;
  readonly visibility: Visibility;
  readonly executionCount: number | undefined;
  readonly outputs: readonly ReportOutput[];
  readonly metadata: UnknownRecord;
  readonly attachments: UnknownRecord;
};

export type ReportNotebook = {
  readonly language: string;
  readonly cells: readonly ReportCell[];
  readonly widgets: WidgetModels;
};

/**
 * The typed notebook of any JSON: the one place where the shape of what came from disk is checked. Total; what does
 * not look like a cell or an output is left out. Knows nbformat 4, and the `worksheets` of nbformat 3.
 */
export function readReportNotebook(notebook: unknown, code: CodeVisibility): ReportNotebook {
  const { cells, worksheets, metadata } = recordOf(notebook);
  const list = Array.isArray(cells) ? cells : listOf(worksheets).flatMap(sheet => listOf(recordOf(sheet).cells));
  return {
    language: languageOf(recordOf(metadata)),
    cells: list.flatMap((cell, index) => readCell(recordOf(cell), index, code) ?? []),
    widgets: readWidgetModels(recordOf(metadata))
  };
}

/** What code is written in: the first name, MIME type or file ending that a grammar is known for. */
function languageOf(metadata: UnknownRecord): string {
  const info = recordOf(metadata.language_info);
  const names = [
    info.name,
    recordOf(metadata.kernelspec).language,
    info.pygments_lexer,
    typeof info.mimetype === 'string' ? info.mimetype.replace(/^[a-z]{1,20}\/(?:x-)?/, '') : undefined,
    typeof info.file_extension === 'string' ? info.file_extension.replace(/^\./, '') : undefined
  ].filter(name => typeof name === 'string');
  return names.find(name => grammarOf(name) !== undefined) ?? names[0] ?? 'python';
}

function readCell(cell: UnknownRecord, index: number, code: CodeVisibility): ReportCell | undefined {
  const kind = cell.cell_type;
  if (kind !== 'code' && kind !== 'markdown' && kind !== 'raw') return undefined;
  return {
    kind,
    index,
    source: multilineText(cell.source) ?? multilineText(cell.input) ?? '',
    visibility: visibilityOf(cell.metadata, kind === 'code' ? code : 'show'),
    executionCount: countOf(cell.execution_count),
    outputs: kind === 'code' ? readOutputs(listOf(cell.outputs)) : [],
    metadata: recordOf(cell.metadata),
    attachments: recordOf(cell.attachments)
  };
}

/** The typed outputs of any JSON list, in order. Total. */
export function readOutputs(outputs: readonly unknown[]): readonly ReportOutput[] {
  const read: ReportOutput[] = [];
  let stream: { name: 'stdout' | 'stderr'; texts: string[] } | undefined;
  const flush = (): void => {
    if (stream !== undefined) read.push({ kind: 'stream', name: stream.name, text: stream.texts.join('') });
    stream = undefined;
  };
  for (const value of outputs) {
    const output = readOutput(recordOf(value));
    if (output?.kind !== 'stream') flush();
    if (output === undefined) continue;
    if (output.kind !== 'stream') read.push(output);
    else if (stream?.name === output.name) stream.texts.push(output.text);
    else {
      flush();
      stream = { name: output.name, texts: [output.text] };
    }
  }
  flush();
  return read;
}

function readOutput(output: UnknownRecord): ReportOutput | undefined {
  switch (output.output_type) {
    case 'stream':
      // What somebody typed is no output.
      if (output.name === 'stdin') return undefined;
      return {
        kind: 'stream',
        name: (output.name ?? output.stream) === 'stderr' ? 'stderr' : 'stdout',
        text: multilineText(output.text) ?? ''
      };
    case 'error':
    case 'pyerr':
      return {
        kind: 'error',
        name: multilineText(output.ename) ?? '',
        value: multilineText(output.evalue) ?? '',
        traceback: readTraceback(output.traceback)
      };
    case 'display_data':
    case 'execute_result':
    case 'pyout':
      return { kind: 'display', data: recordOf(output.data), metadata: recordOf(output.metadata) };
    default:
      return undefined;
  }
}

/** The frames stand as one string each, without line ends between them. */
function readTraceback(value: unknown): string {
  return typeof value === 'string'
    ? value
    : listOf(value)
        .filter(line => typeof line === 'string')
        .join('\n');
}
