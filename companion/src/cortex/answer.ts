import { fullReport, MAX_OUTPUT_BYTES, type FullReport } from '../../../src/full-report/index.js';
import { isPlainRecord, jsonBytes } from '../../../src/json/index.js';
import { describeOperationSum, type Operation, type OperationTarget } from '../../../src/playbook/index.js';
import type { NotebookResult, OutputArtifact } from './notebook-result.js';
import { operationsOf, warning, type Outcome } from './outcome.js';

/** What `output.json` says. Source: facts/cortex-thehive §1.3. */
export type Answer =
  | {
      readonly success: true;
      readonly full: FullReport;
      readonly summary: { readonly taxonomies: readonly unknown[] };
      readonly artifacts: readonly OutputArtifact[];
      readonly operations: readonly Operation[];
    }
  | { readonly success: false; readonly errorMessage: string; readonly input?: unknown };

const MAX_ERROR_CHARACTERS = 20_000;
const MAX_INPUT_BYTES = 1_000_000;
/** Keys and brackets round the parts that are measured one by one, and our own taxonomies. */
const FRAME_BYTES = 1_000;

export type SuccessOptions = {
  readonly outcome: Extract<Outcome, { readonly kind: 'completed' | 'partial' }>;
  readonly results: readonly NotebookResult[];
  readonly hasHtml: boolean;
  /** What a responder acts on; `undefined` for an analyzer. */
  readonly responds: OperationTarget | undefined;
};

/** The answer of a job that found something, at most 15 MB, when its results were bounded. */
export function successAnswer({ outcome, results, hasHtml, responds }: SuccessOptions): Answer {
  const found = results.flatMap(result => result.taxonomies.map(({ value }) => value));
  const artifacts = results.flatMap(result => result.artifacts);
  const operations = results.flatMap(result => result.operations);
  const taken = jsonBytes(found) + jsonBytes(artifacts) + jsonBytes(operations) + FRAME_BYTES;
  const options = { maxBytes: MAX_OUTPUT_BYTES - taken, hasHtml };
  const { full, leftOutHtml } = fullReport(outcome.kind, results, options);
  const taxonomies = [...outcome.taxonomies, ...(leftOutHtml > 0 ? [LEFT_OUT_HTML] : []), ...found];
  const message = responds === undefined ? {} : { message: responderMessage(outcome.kind, results, responds) };
  return { success: true, full: { ...message, ...full }, summary: { taxonomies }, artifacts, operations };
}

/** TheHive shows the report of a responder as JSON: this is the line that a person reads. */
function responderMessage(
  kind: 'completed' | 'partial',
  results: readonly NotebookResult[],
  target: OperationTarget
): string {
  const counted = (number: number, word: string): string => `${String(number)} ${word}${number === 1 ? '' : 's'}`;
  const sum = operationsOf(results, target);
  const operations = sum.applies + sum.depends + sum.fails + sum.heldBack;
  const artifacts = results.reduce((count, result) => count + result.artifacts.length, 0);
  const head = kind === 'completed' ? 'Completed' : 'Not all of it was done';
  const outcomes = operations === sum.applies ? '' : ` (${describeOperationSum(sum)})`;
  return `${head}: ${counted(operations, 'operation')}${outcomes}, ${counted(artifacts, 'artifact')}.`;
}

const LEFT_OUT_HTML = warning('Report', 'left out');

/** The answer of a job that found nothing, with its input as Cortex sent it, less its secrets. */
export function failureAnswer(errorMessage: string, input: unknown): Answer {
  return { success: false, errorMessage: errorMessage.slice(0, MAX_ERROR_CHARACTERS), ...smallInput(input) };
}

/**
 * The text of `output.json`: valid for every decoder, whatever is in the answer. `JSON.stringify` writes what is not
 * finite as null, and half of a surrogate pair as an escape that Jackson takes and UTF-8 does not: it becomes U+FFFD.
 */
export function answerText(answer: unknown): string {
  const text = JSON.stringify(answer);
  return text.includes('\\ud') ? text.replace(LONE_SURROGATE, '$1\uFFFD') : text;
}

/** Pairs are never escaped by `JSON.stringify`, so every such escape is half of one; `\\\\ud800` is a backslash and text. */
const LONE_SURROGATE = /((?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/gu;

function smallInput(input: unknown): { readonly input?: unknown } {
  if (input === undefined) return {};
  if (jsonBytes(input) <= MAX_INPUT_BYTES) return { input };
  return isPlainRecord(input) ? { input: { ...input, data: '[left out: too large]', parameters: {} } } : {};
}
