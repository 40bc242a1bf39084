import { readResults, readRunMetadata, rolesOf } from '../../playbook/index.js';
import { renderReportWithMaths, type CodeVisibility, type Report } from '../../report/index.js';
import { readNotebookText, type ReadNotebook } from './read-notebook.js';
import type { RenderedReport, RoleCell } from './report-request.js';

type RenderOptions = { readonly code: CodeVisibility; readonly target: 'fragment' | 'page'; readonly title: string };

/** The one place that calls the renderer: the code that the worker of Cortex runs, with the same options. */
export function renderForReader(notebook: unknown, { code, target, title }: RenderOptions): Promise<Report> {
  return renderReportWithMaths(notebook, { code, title, target: target === 'page' ? 'document' : 'fragment' });
}

/** The report of a notebook that was read, with what stands in it. */
export async function describeReport(
  { notebook, cells }: Extract<ReadNotebook, { kind: 'notebook' }>,
  options: RenderOptions
): Promise<RenderedReport> {
  const startMs = performance.now();
  const report = await renderForReader(notebook, options);
  const { taxonomies, artifacts, operations } = readResults(notebook);
  return {
    html: report.html,
    bytes: report.bytes,
    cells,
    notices: report.notices,
    problems: report.problems,
    roleCells: roleCellsOf(notebook),
    // Parameters are the attacker's and may be large; the panel does not show them.
    run: { ...readRunMetadata(fieldOf(notebook, 'metadata')), parameters: {} },
    kernel: kernelOf(fieldOf(notebook, 'metadata')),
    taxonomies,
    artifacts,
    operations,
    renderMs: performance.now() - startMs
  };
}

export { readNotebookText };

function roleCellsOf(notebook: unknown): readonly RoleCell[] {
  const cells = fieldOf(notebook, 'cells');
  if (!Array.isArray(cells)) return [];
  return cells.flatMap((value: unknown, cell): readonly RoleCell[] => {
    const roles = rolesOf(value);
    return roles.length === 0 ? [] : [{ cell, roles, line: firstLine(fieldOf(value, 'source')) }];
  });
}

const LINE_LENGTH = 80;

function firstLine(source: unknown): string {
  const text = Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '';
  return (text.split('\n').find(line => line.trim() !== '') ?? '').trim().slice(0, LINE_LENGTH);
}

function kernelOf(metadata: unknown): string | undefined {
  const kernelspec = fieldOf(metadata, 'kernelspec');
  const name = fieldOf(kernelspec, 'display_name') ?? fieldOf(kernelspec, 'name');
  return typeof name === 'string' ? name.slice(0, LINE_LENGTH) : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
