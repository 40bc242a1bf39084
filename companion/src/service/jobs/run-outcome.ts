import { readFile, writeFile } from 'node:fs/promises';
import type { JobFindings, JobStatus, Taxonomy } from '../../../../src/service-api/index.js';
import { isPlainRecord } from '../../../../src/json/index.js';
import type { JobFolder } from './job-folder.js';

/** How the process of a worker ended. `null` for both when it could not be started. */
export type WorkerExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type RunOutcome = {
  readonly status: Extract<JobStatus, 'completed' | 'partial' | 'failed'>;
  readonly error: string | null;
  readonly findings: JobFindings | null;
};

const MAX_ERROR = 20_000;
/** A mini-report is a line; Cortex would take more. */
const MAX_TAXONOMIES = 100;

/**
 * What a worker's `output.json` says, in short; the report in it goes to a file of its own. `undefined` without an
 * answer.
 */
export async function readOutcome(folder: JobFolder): Promise<RunOutcome | undefined> {
  const output = await readOutput(folder.result);
  if (output === undefined) return undefined;
  const { success, full, summary, artifacts, operations, errorMessage } = output;
  if (success !== true) {
    const error = typeof errorMessage === 'string' ? errorMessage.slice(0, MAX_ERROR) : 'The worker gave no reason.';
    return { status: 'failed', error, findings: null };
  }
  const whole: Readonly<Record<string, unknown>> = isPlainRecord(full) ? full : {};
  const html = htmlOf(whole);
  if (html !== undefined) await writeFile(folder.report, html, { mode: 0o600 });
  return {
    status: whole['status'] === 'partial' ? 'partial' : 'completed',
    error: failureOf(whole),
    findings: {
      taxonomies: taxonomiesOf(summary),
      artifacts: listOf(artifacts).length,
      operations: listOf(operations).length,
      problems: listOf(whole['problems']).length
    }
  };
}

/** Why a run has no answer, for people. */
export function missingAnswer({ code, signal }: WorkerExit): string {
  const how =
    signal !== null ? `by ${signal}` : code === null ? 'while nobody looked' : `with exit status ${String(code)}`;
  return `The worker ended ${how} and left no answer. worker.log in the folder of the run holds what it printed.`;
}

async function readOutput(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const output: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isPlainRecord(output) ? output : undefined;
  } catch {
    // Missing: the worker puts it there whole, as its last act.
    return undefined;
  }
}

/** One notebook is run, so there is one report. */
function htmlOf(full: Readonly<Record<string, unknown>>): string | undefined {
  const [notebook] = listOf(full['notebooks']);
  return isPlainRecord(notebook) && typeof notebook['html'] === 'string' ? notebook['html'] : undefined;
}

function failureOf(full: Readonly<Record<string, unknown>>): string | null {
  const [notebook] = listOf(full['notebooks']);
  const failure = isPlainRecord(notebook) ? notebook['failure'] : undefined;
  return typeof failure === 'string' ? failure.slice(0, MAX_ERROR) : null;
}

function taxonomiesOf(summary: unknown): readonly Taxonomy[] {
  const taxonomies = isPlainRecord(summary) ? listOf(summary['taxonomies']) : [];
  return taxonomies.filter(isTaxonomy).slice(0, MAX_TAXONOMIES);
}

function isTaxonomy(value: unknown): value is Taxonomy {
  if (!isPlainRecord(value)) return false;
  const isText = ['level', 'namespace', 'predicate'].every(key => typeof value[key] === 'string');
  return isText && (typeof value['value'] === 'string' || typeof value['value'] === 'number');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
