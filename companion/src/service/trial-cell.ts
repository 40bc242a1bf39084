import { posix } from 'node:path';
import type { TrialRequest } from '../../../src/service-api/index.js';
import { notebookParameters, readJobInput, type JobInput } from '../cortex/index.js';
import { readNotebook } from '../notebook/index.js';
import { notebookLanguage, parameterFromJson, writeAssignments, type Parameters } from '../parameters/index.js';
import { RequestInvalid } from './failures.js';

/** A cell of more helps nobody; the worker would put such an object into a file. */
const MAX_CHARACTERS = 1_000_000;

/**
 * The source of the cell that sets what the worker would set for this input, in the language of the notebook.
 * @throws REQUEST_INVALID, JOB_INPUT_INVALID, and what the language cannot say
 */
export function trialCellSource({ notebook: path, content, input }: TrialRequest): string {
  const { file, ...rest } = input;
  const raw = { ...rest, ...(file === undefined ? {} : { file, filename: posix.basename(file) }) };
  const text = JSON.stringify(raw);
  if (text.length > MAX_CHARACTERS) {
    throw new RequestInvalid('The object is too large for a cell.', { hint: 'Run as Cortex: the worker uses a file.' });
  }
  const filePath = file === undefined ? undefined : posix.relative(posix.dirname(path), file);
  const target = notebookLanguage(readNotebook(JSON.stringify(content), { path }));
  return writeAssignments(parametersOf(readJobInput(raw, text), filePath), target).trimEnd();
}

function parametersOf(input: JobInput, filePath: string | undefined): Parameters {
  if (input.object === undefined) return notebookParameters(input, filePath);
  return new Map([
    ['thehive_organisation', input.organisation],
    ['thehive_user', input.user],
    ['thehive_input_type', input.dataType],
    ['thehive_input_value', parameterFromJson(input.object.value)]
  ]);
}
