import type { Results, RunMetadata } from '../../playbook/index.js';
import { listOf, recordOf } from '../json-shape.js';
import type { ReportNotebook } from '../notebook.js';
import { readTerminal } from '../text/terminal.js';

/** How a run ended, in the words of the digest. `unknown`: the notebook does not say, and nothing in it failed. */
export type DigestStatus = 'completed' | 'partial' | 'failed' | 'cancelled' | 'unknown';

/** The exception that ended a run: where, and what the kernel or we said about it. `cell` counts from 0. */
export type DigestFailure = { readonly cell: number | undefined; readonly name: string; readonly message: string };

/** A run that did not reach its end but found something is partial: what it found still counts. */
export function statusOf(
  run: RunMetadata,
  notebook: ReportNotebook,
  results: Results,
  failure: DigestFailure | undefined
): DigestStatus {
  const status = run.status ?? (failure === undefined ? statusOfCells(notebook) : 'failed');
  const hasResults = results.taxonomies.length + results.artifacts.length + results.operations.length > 0;
  return (status === 'failed' || status === 'cancelled') && hasResults ? 'partial' : status;
}

/**
 * What the cells say when the notebook does not: a run without a failure that has not come to every cell was stopped.
 * Source: papermill 2.7, `engines.py`, `metadata.papermill.status` of code cells.
 */
function statusOfCells({ cells }: ReportNotebook): DigestStatus {
  const statuses = cells
    .filter(({ kind }) => kind === 'code')
    .map(({ metadata }) => recordOf(metadata.papermill).status);
  if (statuses.every(status => status === 'pending') || statuses.includes(undefined)) return 'unknown';
  return statuses.every(status => status === 'completed') ? 'completed' : 'cancelled';
}

/** What ended the run: the error in the cell that the metadata name, else the last error of the notebook. */
export function failureOf(run: RunMetadata, notebook: ReportNotebook): DigestFailure | undefined {
  if (run.status === 'completed') return undefined;
  const errors = notebook.cells.flatMap(cell =>
    listOf(cell.metadata.tags).includes('raises-exception')
      ? []
      : cell.outputs.flatMap(output => (output.kind === 'error' ? [{ cell: cell.index, output }] : []))
  );
  const named = run.failure?.cell;
  const error = errors.findLast(({ cell }) => cell === named) ?? errors.at(-1);
  if (error !== undefined && (named === undefined || error.cell === named)) {
    const message = readTerminal(error.output.value).plain.replace(/\s+/g, ' ').trim();
    return { cell: error.cell, name: error.output.name, message };
  }
  return run.failure && { cell: named, name: '', message: run.failure.message };
}
