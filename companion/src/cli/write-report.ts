import { basename } from 'node:path';
import { isJsonObject } from '../../../src/json/index.js';
import { materialiseCharts } from '../materialise/index.js';
import { readNotebook, toPlainNotebook, type Notebook } from '../notebook/index.js';
import { openPlaces } from './open-places.js';
import { stopSignal } from './stop-signal.js';

/** Renders the notebook at `path` and writes the page, or the fragment, to where the flags say. */
export async function writeReport(
  path: string,
  flags: { readonly output?: string; readonly fragment?: true; readonly title?: string }
): Promise<void> {
  const { renderReportWithMaths } = await import('../../../src/report/index.js');
  await using places = openPlaces({}, process.env);
  const input = places.open(path);
  const stored = readNotebook(await input.read(path), { path: input.describe(path) });
  const notebook = toPlainNotebook(await withCharts(stored));
  const name = path === '-' ? 'notebook' : basename(path).replace(/\.ipynb$/u, '');
  if (flags.fragment) {
    const target = flags.output ?? '-';
    const { html } = await renderReportWithMaths(notebook);
    await places.open(target).write(target, html);
    return;
  }
  const target = flags.output ?? (path === '-' ? '-' : path.replace(/(\.ipynb)?$/u, '.html'));
  const page = await renderReportWithMaths(notebook, { target: 'document', title: flags.title ?? name });
  await places.open(target).write(target, page.html);
  if (target !== '-') process.stderr.write(`Report written to ${target} (${formatKilobytes(page.bytes)}).\n`);
}

/**
 * Charts that another program left without a picture are drawn for this report only. What the worker stored is shown as
 * the worker showed it: a chart that it could not draw has a problem that says so.
 */
async function withCharts(notebook: Notebook): Promise<Notebook> {
  if (isJsonObject(notebook.metadata['huntbook'])) return notebook;
  const stop = stopSignal();
  try {
    return (await materialiseCharts(notebook, stop)).notebook;
  } finally {
    stop.release();
  }
}

function formatKilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;
}
