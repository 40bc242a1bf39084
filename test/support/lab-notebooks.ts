type CodeCellOptions = { readonly tags?: readonly string[]; readonly prints?: string };

/** A code cell as a file holds it, with what it has printed. */
export function codeCell(source: string, { tags, prints }: CodeCellOptions = {}): object {
  const outputs = prints === undefined ? [] : [{ output_type: 'stream', name: 'stdout', text: prints }];
  return {
    cell_type: 'code',
    id: `c${(counter += 1)}`,
    metadata: tags === undefined ? {} : { tags },
    execution_count: null,
    outputs,
    source
  };
}
let counter = 0;

export function markdownCell(source: string, tags?: readonly string[]): object {
  return { cell_type: 'markdown', id: `c${(counter += 1)}`, metadata: tags === undefined ? {} : { tags }, source };
}

/** A notebook of format 4.5 for the Python kernel. */
export function notebookOf(cells: readonly object[], metadata: object = {}): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python' },
      ...metadata
    },
    cells
  };
}
