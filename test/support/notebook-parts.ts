/** Small executed notebooks for tests of the report, as nbformat 4.5 stores them. */

export type CellOptions = { readonly source?: string; readonly tags?: readonly string[]; readonly metadata?: object };

export function notebook(cells: readonly unknown[], metadata: object = {}): object {
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

export function codeCell(outputs: readonly unknown[], { source = 'run()', tags, metadata }: CellOptions = {}): object {
  return {
    cell_type: 'code',
    source,
    metadata: { ...metadata, ...(tags === undefined ? {} : { tags }) },
    execution_count: 1,
    outputs
  };
}

export function markdownCell(source: string, extra: object = {}): object {
  return { cell_type: 'markdown', source, metadata: {}, ...extra };
}

export function stream(text: string | readonly string[], name = 'stdout'): object {
  return { output_type: 'stream', name, text };
}

export function display(data: object, metadata: object = {}): object {
  return { output_type: 'display_data', data, metadata };
}

export function error(ename: string, evalue: string, traceback: readonly string[] = []): object {
  return { output_type: 'error', ename, evalue, traceback };
}

export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
