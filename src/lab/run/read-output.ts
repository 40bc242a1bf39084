import {
  validateOperation,
  validateTaxonomy,
  type Artifact,
  type Found,
  type Operation,
  type Taxonomy
} from '../../playbook/index.js';
import type { Problem } from '../../problem.js';
import { fieldsOf, listAt, numberAt, textAt, type Fields } from './read-fields.js';

/** What a run found, out of its `output.json`. */
export type RunResult =
  | {
      readonly kind: 'found';
      readonly taxonomies: readonly Found<Taxonomy>[];
      readonly artifacts: readonly Found<Artifact>[];
      readonly operations: readonly Found<Operation>[];
      /** Cells count from 0 in the notebook that was stored. */
      readonly problems: readonly Problem[];
      /** What a responder did, in one line. */
      readonly message: string | undefined;
      /** Why the notebook stopped, when it did not run to its end. */
      readonly failure: string | undefined;
      /** The fragment that goes to TheHive. */
      readonly html: string | undefined;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** `output.json` holds results without their places. */
const NOWHERE = { cell: -1, line: 1 } as const;

/** Reads the text of an `output.json`. Total: whatever a notebook got into it, this returns. */
export function readOutput(text: string): RunResult {
  const output = fieldsOf(parsed(text));
  if (output['success'] !== true) {
    return { kind: 'failed', message: textAt(output, 'errorMessage') ?? 'The worker gave no reason.' };
  }
  const full = fieldsOf(output['full']);
  const notebook = fieldsOf(listAt(full, 'notebooks')[0]);
  return {
    kind: 'found',
    taxonomies: listAt(fieldsOf(output['summary']), 'taxonomies').flatMap(each =>
      found(validateTaxonomy(each, {}).value)
    ),
    artifacts: listAt(output, 'artifacts').flatMap(each => found(artifactOf(fieldsOf(each)))),
    operations: listAt(output, 'operations').flatMap(each => found(validateOperation(each, {}).value)),
    problems: listAt(full, 'problems').map(each => problemOf(fieldsOf(each))),
    message: textAt(full, 'message'),
    failure: textAt(notebook, 'failure'),
    html: textAt(notebook, 'html')
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off, or not there: the same as a worker without an answer.
    return undefined;
  }
}

function found<T>(value: T | undefined): readonly Found<T>[] {
  return value === undefined ? [] : [{ value, ...NOWHERE }];
}

const MAX_TLP = 3;

function artifactOf(fields: Fields): Artifact | undefined {
  const dataType = textAt(fields, 'dataType');
  const data = textAt(fields, 'data');
  if (dataType === undefined) return undefined;
  const message = textAt(fields, 'message');
  const base = {
    tlp: Math.min(MAX_TLP, Math.max(0, Math.trunc(numberAt(fields, 'tlp') ?? 2))),
    tags: listAt(fields, 'tags').map(String),
    ...(message === undefined ? {} : { message })
  };
  if (data !== undefined) return { ...base, dataType, data };
  const filename = textAt(fields, 'filename') ?? '';
  return { ...base, dataType: 'file', path: textAt(fields, 'file') ?? filename, filename };
}

function problemOf(fields: Fields): Problem {
  const severity = fields['severity'];
  const cell = numberAt(fields, 'cell');
  const line = numberAt(fields, 'line');
  return {
    code: textAt(fields, 'code') ?? '',
    severity: severity === 'error' || severity === 'info' ? severity : 'warning',
    at: { ...(cell === undefined ? {} : { cell }), ...(line === undefined ? {} : { line }) },
    message: textAt(fields, 'message') ?? ''
  };
}

/**
 * Where a cell of the stored notebook stands in the one that was run: two marks point at the cell that stopped a run.
 * `undefined` for a mark. Source: papermill 2.7, error cells.
 */
export function runCell(stored: number, failed: number | undefined): number | undefined {
  if (failed === undefined) return stored;
  if (stored === 0 || stored === failed + 1) return undefined;
  return stored <= failed ? stored - 1 : stored - 2;
}
