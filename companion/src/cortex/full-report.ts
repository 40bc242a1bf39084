import type { Problem } from '../../../src/problem.js';
import { boundDepth } from './bound-depth.js';
import { digestCells, jsonBytes } from './cell-digest.js';
import type { NotebookResult } from './notebook-result.js';
import { isPlainRecord } from './plain-record.js';

/** The version of the shape below. A change that a template can notice raises it. */
export const FULL_VERSION = 1;

/** A problem in `full.problems`: `cell` counts from 0 and `line` from 1, as everywhere. */
export type ReportedProblem = {
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly notebook: string | undefined;
  readonly cell: number | undefined;
  readonly line: number | undefined;
  readonly message: string;
};

export type FullReport = {
  readonly version: typeof FULL_VERSION;
  readonly status: 'completed' | 'partial';
  readonly problems: readonly ReportedProblem[];
  readonly notebooks: readonly Readonly<Record<string, unknown>>[];
};

const MAX_PROBLEMS = 500;
const MAX_MESSAGE = 2000;
const MAX_METADATA_BYTES = 500_000;

/** All problems of a job, each with its notebook; the first 500. */
export function reportedProblems(results: readonly NotebookResult[]): readonly ReportedProblem[] {
  const all = results.flatMap(result => result.problems.map(problem => reported(problem, result.name)));
  return all.slice(0, MAX_PROBLEMS);
}

/**
 * The `full` part of the answer within `maxBytes` of JSON: the original's shape (`notebooks[]` with `name`, `duration`,
 * `output_notebook`, `html`, `metadata.papermill`, `cells[]`), plus version, status and problems. HTML comes first,
 * because it is what people read; cells get what remains.
 */
export function fullReport(
  status: FullReport['status'],
  results: readonly NotebookResult[],
  { maxBytes, hasHtml }: { readonly maxBytes: number; readonly hasHtml: boolean }
): FullReport {
  const bases = results.map(result => ({ ...baseEntry(result), cells: [] }));
  const full = { version: FULL_VERSION, status, problems: reportedProblems(results), notebooks: bases } as const;
  const htmls = fittingHtml(results, maxBytes - jsonBytes(full));
  const left = maxBytes - jsonBytes(full) - htmls.bytes;
  const share = Math.floor(Math.max(0, left) / Math.max(1, results.length));
  const notebooks = results.map((result, index) => {
    const html = htmls.texts[index];
    const cells = digestCells(boundDepth(result.notebook), { maxBytes: share, hasHtml: html !== undefined });
    return { ...bases[index], ...(html === undefined ? {} : { html }), cells };
  });
  const problems = htmls.dropped.map(name => tooLarge(name));
  return { ...full, problems: hasHtml ? [...full.problems, ...problems] : full.problems, notebooks };
}

function baseEntry(result: NotebookResult): Readonly<Record<string, unknown>> {
  const { name, status, failure, durationSeconds, storedAt } = result;
  return {
    name,
    status,
    duration: durationSeconds ?? null,
    output_notebook: storedAt ?? null,
    ...(failure === undefined ? {} : { failure }),
    metadata: { papermill: papermillOf(result.notebook) }
  };
}

function papermillOf(notebook: unknown): unknown {
  const metadata = isPlainRecord(notebook) ? notebook.metadata : undefined;
  const papermill = isPlainRecord(metadata) ? boundDepth(metadata.papermill ?? {}) : {};
  if (jsonBytes(papermill) <= MAX_METADATA_BYTES) return papermill;
  return isPlainRecord(papermill) ? { ...papermill, parameters: '[left out: too large]' } : {};
}

/** As many HTML texts as fit, in the order of the notebooks; the report limits make all of them fit but for escapes. */
function fittingHtml(
  results: readonly NotebookResult[],
  maxBytes: number
): { readonly texts: readonly (string | undefined)[]; readonly bytes: number; readonly dropped: readonly string[] } {
  let bytes = 0;
  const texts = results.map(({ html }) => {
    const size = html === undefined ? 0 : jsonBytes(html) + '"html":,'.length;
    if (html === undefined || bytes + size > maxBytes) return undefined;
    bytes += size;
    return html;
  });
  const dropped = results.filter(({ html }, index) => html !== undefined && texts[index] === undefined);
  return { texts, bytes, dropped: dropped.map(({ name }) => name) };
}

function reported({ code, severity, at, message, hint }: Problem, notebook: string): ReportedProblem {
  const text = hint === undefined ? message : `${message} ${hint}`;
  return { code, severity, notebook, cell: at.cell, line: at.line, message: text.slice(0, MAX_MESSAGE) };
}

function tooLarge(notebook: string): ReportedProblem {
  const message = 'The report of this notebook is left out: the reports of the job are too large together.';
  return { code: 'report-small-enough', severity: 'warning', notebook, cell: undefined, line: undefined, message };
}
