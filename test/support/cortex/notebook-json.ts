export type TestCell = {
  readonly source: string;
  readonly tags?: readonly string[];
  readonly kind?: 'code' | 'markdown';
};

/** Code cells from their sources; a pair is tags and source. */
export const code = (source: string, ...tags: readonly string[]): TestCell => ({ source, tags });

export type KernelName = { readonly name: string; readonly language: string };
const PYTHON_3: KernelName = { name: 'python3', language: 'python' };

/** The text of a notebook, nbformat 4.5. Cells without tags have no `tags` at all, as other editors write them. */
export function notebookJson(cells: readonly TestCell[], kernel: KernelName = PYTHON_3): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { ...kernel, display_name: kernel.name }, language_info: { name: kernel.language } },
    cells: cells.map(({ source, tags, kind = 'code' }, index) => ({
      id: `cell-${index}`,
      cell_type: kind,
      metadata: tags === undefined || tags.length === 0 ? {} : { tags },
      source,
      ...(kind === 'code' ? { outputs: [], execution_count: null } : {})
    }))
  });
}
