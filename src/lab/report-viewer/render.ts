import { readRunMetadata, rolesOf } from '../../playbook/index.js';
import { renderReportWithMaths } from '../../report/index.js';
import { describeFull } from './describe-full.js';
import type { ReadNotebook } from './read-notebook.js';
import type { RenderedReport, ReportRequest, RoleCell } from './report-request.js';

type RenderOptions = Omit<ReportRequest, 'id' | 'text'>;

/**
 * The report of a notebook that was read, with what stands in it. The one place that calls the renderer: the code that
 * the worker of Cortex runs, with the same options.
 */
export async function describeReport(
  { notebook, cells }: Extract<ReadNotebook, { kind: 'notebook' }>,
  { code, target, title, full }: RenderOptions
): Promise<RenderedReport> {
  const options = { code, title, target: target === 'page' ? 'document' : 'fragment' } as const;
  const { html, bytes, notices, problems } = await renderReportWithMaths(notebook, options);
  return {
    ...{ html, bytes, cells, notices, problems },
    roleCells: roleCellsOf(notebook),
    // Parameters are the attacker's and may be large; the panel does not show them.
    run: { ...readRunMetadata(fieldOf(notebook, 'metadata')), parameters: {} },
    kernel: kernelOf(fieldOf(notebook, 'metadata')),
    full:
      full === undefined ? undefined : describeFull(notebook, { name: title, html, problems, hasText: full === 'text' })
  };
}

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
