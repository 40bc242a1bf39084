import { isPlainRecord, jsonBytes } from '../json/index.js';
import type { Problem } from '../problem.js';
import { boundDepth } from './bound-depth.js';
import { digestCells } from './cell-digest.js';

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

/** What one notebook contributes to `full`. */
export type ReportedNotebook = {
  /** The path as the administrator wrote it. */
  readonly name: string;
  readonly status: string;
  /** What stopped it, for people: several lines. */
  readonly failure: string | undefined;
  readonly durationSeconds: number | undefined;
  /** Where the executed notebook is; `undefined` when it was never written. */
  readonly storedAt: string | undefined;
  readonly problems: readonly Problem[];
  /** The notebook as plain JSON. */
  readonly notebook: unknown;
  readonly html: string | undefined;
};

export type FullReport = {
  /** What a responder did, in one line. */
  readonly message?: string;
  readonly version: typeof FULL_VERSION;
  readonly status: 'completed' | 'partial';
  readonly problems: readonly ReportedProblem[];
  readonly notebooks: readonly Readonly<Record<string, unknown>>[];
};

const MAX_PROBLEMS = 500;
const MAX_MESSAGE = 2000;
const MAX_PROBLEMS_BYTES = 1_500_000;
const MAX_METADATA_BYTES = 500_000;
const ALL_METADATA_BYTES = 1_000_000;
const ALL_FAILURES_CHARACTERS = 400_000;

/** All problems of a job, each with its notebook; at most 500, the last of which says how many are missing. */
export function reportedProblems(results: readonly ReportedNotebook[]): readonly ReportedProblem[] {
  const all = results.flatMap(result => result.problems.map(problem => reported(problem, result.name)));
  let left = MAX_PROBLEMS_BYTES;
  const over = all.findIndex((problem, index) => {
    left -= jsonBytes(problem) + ','.length;
    return left < 0 || (index === MAX_PROBLEMS - 1 && all.length > MAX_PROBLEMS);
  });
  return over < 0 ? all : [...all.slice(0, over), more(all.length - over)];
}

/**
 * The `full` part of the answer within `maxBytes` of JSON: the original's shape (`notebooks[]` with `name`, `duration`,
 * `output_notebook`, `html`, `metadata.papermill`, `cells[]`), plus version, status and problems. HTML comes first,
 * because it is what people read; cells get what remains.
 */
export function fullReport(
  status: FullReport['status'],
  results: readonly ReportedNotebook[],
  { maxBytes, hasHtml }: { readonly maxBytes: number; readonly hasHtml: boolean }
): { readonly full: FullReport; readonly leftOutHtml: number } {
  const room = roomOfEach(results.length);
  const bases = results.map(result => ({ ...baseEntry(result, room), cells: [] }));
  const all = { version: FULL_VERSION, status, problems: reportedProblems(results), notebooks: bases } as const;
  // Room for the problem of every report that may turn out not to fit.
  const taken = jsonBytes(all) + (hasHtml ? jsonBytes(results.map(({ name }) => tooLarge(name))) : 0);
  const htmls = fittingHtml(results, maxBytes - taken);
  const left = maxBytes - taken - htmls.bytes;
  const share = Math.floor(Math.max(0, left) / Math.max(1, results.length));
  const notebooks = results.map((result, index) => {
    const html = htmls.texts[index];
    const cells = digestCells(boundDepth(result.notebook), { maxBytes: share, hasHtml: html !== undefined });
    return { ...bases[index], ...(html === undefined ? {} : { html }), cells };
  });
  const problems = htmls.dropped.map(name => tooLarge(name));
  return { full: { ...all, problems: [...all.problems, ...problems], notebooks }, leftOutHtml: problems.length };
}

/** What each of `notebooks` entries may have of what all of them share. */
type Room = { readonly metadataBytes: number; readonly failureCharacters: number };

function roomOfEach(notebooks: number): Room {
  return {
    metadataBytes: Math.min(MAX_METADATA_BYTES, Math.floor(ALL_METADATA_BYTES / Math.max(1, notebooks))),
    failureCharacters: Math.floor(ALL_FAILURES_CHARACTERS / Math.max(1, notebooks))
  };
}

function baseEntry(result: ReportedNotebook, room: Room): Readonly<Record<string, unknown>> {
  const { name, status, failure, durationSeconds, storedAt } = result;
  return {
    name,
    status,
    duration: durationSeconds ?? null,
    output_notebook: storedAt ?? null,
    ...(failure === undefined ? {} : { failure: failure.slice(0, room.failureCharacters) }),
    metadata: { papermill: papermillOf(result.notebook, room.metadataBytes) }
  };
}

function papermillOf(notebook: unknown, maxBytes: number): unknown {
  const metadata = isPlainRecord(notebook) ? notebook.metadata : undefined;
  const papermill = isPlainRecord(metadata) ? boundDepth(metadata.papermill ?? {}) : {};
  if (jsonBytes(papermill) <= maxBytes) return papermill;
  const fewer = isPlainRecord(papermill) ? { ...papermill, parameters: '[left out: too large]' } : {};
  return jsonBytes(fewer) <= maxBytes ? fewer : {};
}

/** As many HTML texts as fit, in the order of the notebooks; the report limits make all of them fit but for escapes. */
function fittingHtml(
  results: readonly ReportedNotebook[],
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

function more(count: number): ReportedProblem {
  const message = `${String(count)} more problems are not listed.`;
  const nowhere = { notebook: undefined, cell: undefined, line: undefined };
  return { code: 'problems-few-enough', severity: 'warning', ...nowhere, message };
}

function tooLarge(notebook: string): ReportedProblem {
  const message = 'The report of this notebook is left out: the reports of the job are too large together.';
  return { code: 'report-small-enough', severity: 'warning', notebook, cell: undefined, line: undefined, message };
}
