import { readFileSync, writeFileSync } from 'node:fs';

export type CodeSource = { readonly source: string; readonly tags?: readonly string[] };
export type StoredCell = {
  readonly cell_type: string;
  readonly source: readonly string[] | string;
  readonly metadata: Record<string, unknown>;
  readonly outputs?: readonly Record<string, unknown>[];
};

/** Writes a Python notebook of code cells to `path`, as JupyterLab would store it before anything ran. */
export function writeCodeNotebook(path: string, cells: readonly (string | CodeSource)[]): string {
  const notebook = {
    cells: cells.map((cell, index) => {
      const { source, tags } = typeof cell === 'string' ? { source: cell, tags: undefined } : cell;
      const metadata = tags === undefined ? {} : { tags };
      return { cell_type: 'code', id: `c${index}`, source, metadata, outputs: [], execution_count: null };
    }),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
  writeFileSync(path, JSON.stringify(notebook));
  return path;
}

/** The cells of a stored notebook. */
export function readCells(path: string): readonly StoredCell[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { cells: readonly StoredCell[] }).cells;
}

/** What a stored cell printed, raised or showed as plain text, in order. */
export function shownText(cell: StoredCell | undefined): string {
  return (cell?.outputs ?? [])
    .map(output => joined(output['text'] ?? plainOf(output['data']) ?? output['evalue']))
    .join('');
}

function plainOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'text/plain' in data ? data['text/plain'] : undefined;
}

/** nbformat stores long texts as lists of lines. */
function joined(text: unknown): string {
  if (Array.isArray(text)) return text.map(joined).join('');
  return typeof text === 'string' ? text : '';
}
