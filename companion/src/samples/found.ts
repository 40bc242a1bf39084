import type { Expected, ExpectedItem } from './sample.js';

/** What a run found: all parts of what a sample can expect, and why it failed when it did. */
export type FoundResults = Required<{ readonly [Part in keyof Expected]: NonNullable<Expected[Part]> }> & {
  readonly error: string | undefined;
};

/**
 * What an `output.json` says, in the words of a sample. Total. The name of a copied file is left out: it is another one
 * in each run.
 */
export function foundResults(output: unknown): FoundResults {
  const { success, full, summary, artifacts, operations, errorMessage } = record(output);
  const isSuccess = success === true;
  return {
    status: !isSuccess ? 'failed' : record(full)['status'] === 'partial' ? 'partial' : 'completed',
    taxonomies: list(record(summary)['taxonomies']),
    artifacts: list(artifacts).map(({ file: _, ...artifact }) => artifact),
    operations: list(operations),
    error: typeof errorMessage === 'string' ? errorMessage : undefined
  };
}

/** The results of a run as what a new sample expects. */
export function expectationOf({ status, taxonomies, artifacts, operations }: FoundResults): Expected {
  return { status, taxonomies, artifacts, operations };
}

function record(value: unknown): ExpectedItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): readonly ExpectedItem[] {
  return Array.isArray(value) ? value.map(record) : [];
}
