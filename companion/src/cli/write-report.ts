import { basename } from 'node:path';
import { readNotebook, toPlainNotebook } from '../notebook/index.js';
import { openStorage } from '../storage/index.js';

/** Renders the notebook at `path` and writes the page, or the fragment, to where the flags say. */
export async function writeReport(
  path: string,
  flags: { readonly output?: string; readonly fragment?: true; readonly title?: string }
): Promise<void> {
  const { renderReportWithMaths } = await import('../../../src/report/index.js');
  const input = openStorage(path);
  const notebook = toPlainNotebook(readNotebook(await input.read(path), { path: input.describe(path) }));
  const name = path === '-' ? 'notebook' : basename(path).replace(/\.ipynb$/u, '');
  if (flags.fragment) {
    const target = flags.output ?? '-';
    const { html } = await renderReportWithMaths(notebook);
    await openStorage(target).write(target, html);
    return;
  }
  const target = flags.output ?? (path === '-' ? '-' : path.replace(/(\.ipynb)?$/u, '.html'));
  const page = await renderReportWithMaths(notebook, { target: 'document', title: flags.title ?? name });
  await openStorage(target).write(target, page.html);
  if (target !== '-') process.stderr.write(`Report written to ${target} (${formatKilobytes(page.bytes)}).\n`);
}

function formatKilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;
}
