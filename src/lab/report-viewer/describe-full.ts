import { fullReport, MAX_OUTPUT_BYTES } from '../../full-report/index.js';
import { isPlainRecord, jsonBytes } from '../../json/index.js';
import { readResults } from '../../playbook/index.js';
import type { Problem } from '../../problem.js';
import type { FullPart } from './report-request.js';

type FullOptions = {
  readonly name: string;
  readonly html: string;
  readonly problems: readonly Problem[];
  /** Whether the text is wanted, or only its size. */
  readonly hasText: boolean;
};

/** What Cortex would be handed of a notebook as it stands, made by the code of the worker. */
export function describeFull(notebook: unknown, { name, html, problems, hasText }: FullOptions): FullPart {
  const { taxonomies, artifacts, operations } = readResults(notebook);
  const found = [taxonomies, artifacts, operations].map(list => list.map(({ value }) => value));
  const taken = found.reduce((bytes, values) => bytes + jsonBytes(values), 0);
  const entry = { name, html, problems, notebook, storedAt: undefined, failure: undefined, status: 'completed' };
  const durationSeconds = durationOf(notebook);
  const limits = { maxBytes: MAX_OUTPUT_BYTES - taken, hasHtml: true };
  const { full } = fullReport('completed', [{ ...entry, durationSeconds }], limits);
  return { outputBytes: taken + jsonBytes(full), text: hasText ? JSON.stringify(full, undefined, 2) : undefined };
}

function durationOf(notebook: unknown): number | undefined {
  const metadata = isPlainRecord(notebook) ? notebook['metadata'] : undefined;
  const papermill = isPlainRecord(metadata) ? metadata['papermill'] : undefined;
  const duration = isPlainRecord(papermill) ? papermill['duration'] : undefined;
  return typeof duration === 'number' ? duration : undefined;
}
