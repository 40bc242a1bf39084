import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../../../src/json/index.js';
import { readResults, sendableOperations, type Results } from '../../../src/playbook/index.js';
import type { Problem } from '../../../src/problem.js';
import type { ExecutedNotebook } from '../execution/index.js';
import { readNotebook, toPlainNotebook, writeNotebook, type Notebook } from '../notebook/index.js';
import type { ProblemCode } from './error-table.js';
import { failureText } from './failure-text.js';
import { extractArtifacts, type ExtractedArtifact } from './extract-artifacts.js';
import { MAX_FILE_BYTES, takeFile } from './file-artifacts.js';
import type { JobContext, NotebookTask } from './job-context.js';
import { keepUnstored } from './keep-unstored.js';
import { loadReport } from './load-report.js';
import { bringFile } from './remote-files.js';
import { storeLimit } from './store-limit.js';
import { untilAborted } from './until-aborted.js';
import { secretsSeen, withheldReport, withoutOutputs } from './withhold-report.js';
import { outputArtifact, type NotebookResult, type OutputArtifact } from './notebook-result.js';
import { operationTarget } from './operation-target.js';
import { isPlainRecord } from '../../../src/json/index.js';

type Ended = {
  readonly task: NotebookTask;
  readonly executed: ExecutedNotebook;
  /** What was noticed before the run. */
  readonly problems: readonly Problem[];
};

/**
 * What an executed notebook contributes: results, files, the stored notebook, the report. The report is made from the
 * text that was stored, so the stored notebook, rendered again, gives it byte for byte.
 */
export async function concludeNotebook(ended: Ended, context: JobContext): Promise<NotebookResult> {
  const whole = await conclude(ended, context);
  if (whole.html === undefined || !context.redactor.hasSecrets) return whole;
  // The net below the redaction of outputs: what an analyst who reads the report would see.
  const seen = secretsSeen(whole.html, context.redactor);
  if (seen === 0) return whole;
  const bare = { ...ended, executed: withoutOutputs(ended.executed), problems: [...ended.problems, withheldReport()] };
  const html = await render(toPlainNotebook(withRunMetadata(bare.executed.notebook, bare, context)));
  // Without any output it is seen as often: then it is a word of the report itself.
  if (secretsSeen(html, context.redactor) >= seen) return whole;
  await removeFiles(whole.artifacts, context);
  return conclude(bare, context);
}

/** Files that no artifact of the answer will name. */
async function removeFiles(artifacts: readonly OutputArtifact[], { outputFolder }: JobContext): Promise<void> {
  for (const artifact of artifacts) {
    if (artifact.file !== undefined && outputFolder !== undefined) await unlink(join(outputFolder, artifact.file));
  }
}

async function conclude({ task, executed, problems }: Ended, context: JobContext): Promise<NotebookResult> {
  const clean = context.redactor.redactJson(executed.notebook);
  const shown = toPlainNotebook(clean);
  const results = readResults(shown);
  const taken = await takeArtifacts(results, task, context);
  const sent = sendableOperations(results.operations, operationTarget(context));
  const extracted = extractArtifacts(shown, taken.artifacts, context);
  const own = [...problems, ...executed.problems, ...taken.problems, ...sent.problems, ...extracted.problems];
  const ended = { task, executed, problems: own, extracted: extracted.artifacts };
  const text = writeNotebook(withRunMetadata(clean, ended, context));
  const { unstored, storedAt } = await storeWithin(storeLimit(context.signal), text, task);
  const plain = toPlainNotebook(readNotebook(text, { path: task.target }));
  return {
    name: task.name,
    status: executed.status,
    failure:
      executed.failure &&
      context.redactor.redact(
        failureText(executed.failure, {
          name: task.name,
          storedAt,
          cell: executed.failedCell,
          cells: executed.notebook.cells
        })
      ),
    durationSeconds: durationOf(plain),
    storedAt,
    taxonomies: results.taxonomies,
    artifacts: [...taken.artifacts, ...extracted.artifacts.map(each => ({ ...each, tags: [] }))],
    operations: sent.operations,
    heldBack: results.heldBack + results.operations.length - sent.operations.length,
    problems: [...results.problems, ...own, ...(unstored === undefined ? [] : [unstored])],
    notebook: plain,
    html: context.configuration.generateHtml ? await render(plain) : undefined,
    kernelGone: executed.kernelGone
  };
}

async function render(plain: unknown): Promise<string> {
  const { renderReportWithMaths } = await loadReport();
  const { html } = await renderReportWithMaths(plain);
  return html;
}

type Taken = { readonly artifacts: readonly OutputArtifact[]; readonly problems: readonly Problem[] };

async function takeArtifacts(results: Results, task: NotebookTask, context: JobContext): Promise<Taken> {
  const artifacts: OutputArtifact[] = [];
  const problems: Problem[] = [];
  let roomBytes = MAX_FILE_BYTES;
  for (const found of results.artifacts) {
    const { value } = found;
    if ('data' in value) {
      artifacts.push(outputArtifact(value, undefined));
      continue;
    }
    // One after the other: together they must stay below one limit.
    const brought = await bringFile({ ...found, value }, task, context.signal);
    if ('problem' in brought) {
      problems.push(brought.problem);
      continue;
    }
    const decision = await takeFile(brought.found, {
      cwd: task.folder,
      folders: [context.filesFolder],
      inlineFolder: context.filesFolder,
      forbidden: context.forbiddenFolders,
      outputFolder: context.outputFolder,
      notebook: task.name,
      holdsSecret: text => context.redactor.redact(text) !== text,
      maxBytes: roomBytes,
      signal: context.signal
    });
    if ('problem' in decision) {
      problems.push(decision.problem);
      continue;
    }
    roomBytes -= decision.bytes;
    artifacts.push(outputArtifact(value, decision.copied));
  }
  return { artifacts, problems };
}

/** `metadata.huntbook` of an earlier run is replaced as a whole. Source of its shape: `src/playbook/run-metadata.ts`. */
function withRunMetadata(
  notebook: Notebook,
  { executed, problems, extracted = [] }: Ended & { readonly extracted?: readonly ExtractedArtifact[] },
  context: JobContext
): Notebook {
  const { input, budget, version, redactor } = context;
  const failure = executed.failure;
  const label = input.object === undefined ? input.file?.originalName : `${input.data} ${input.object.label}`.trim();
  const huntbook: JsonObject = {
    version: 1,
    status: executed.status,
    limits: { softBytes: budget.softBytes, hardBytes: budget.hardBytes },
    problems: problems.map(problemJson),
    ...(failure === undefined ? {} : { failure: { message: failure.message, ...cellOf(executed) } }),
    worker: version,
    observable: { dataType: input.dataType, ...(label === undefined ? {} : { filename: label }) },
    target: operationTarget(context),
    ...(extracted.length === 0 ? {} : { extracted: extracted.map(each => ({ ...each })) })
  };
  return { ...notebook, metadata: { ...notebook.metadata, huntbook: redactor.redactJson(huntbook) } };
}

function problemJson({ code, severity, at, message, hint }: Problem): JsonValue {
  return { code, severity, at: { ...at }, message, ...(hint === undefined ? {} : { hint }) };
}

function cellOf({ failedCell }: ExecutedNotebook): { readonly cell?: number } {
  return failedCell === undefined ? {} : { cell: failedCell };
}

type Stored = { readonly unstored: Problem | undefined; readonly storedAt: string | undefined };

async function storeWithin(limit: ReturnType<typeof storeLimit>, text: string, task: NotebookTask): Promise<Stored> {
  try {
    const unstored = await store(text, task, limit.signal);
    return { unstored, storedAt: unstored === undefined ? await linkOf(task, limit.signal) : undefined };
  } finally {
    limit.release();
  }
}

/** Results count even when the notebook cannot be stored (facts/headless-execution §4.3 #35). */
async function store(text: string, task: NotebookTask, signal: AbortSignal): Promise<Problem | undefined> {
  try {
    // Not every store listens to the signal: a file server can hold a thread of ours.
    await untilAborted(signal, task.output.write(task.target, text, { signal }));
    return undefined;
  } catch (error) {
    const code: ProblemCode = 'notebook-stored';
    const message = error instanceof Error ? error.message : String(error);
    const kept = await keepUnstored(text, task.target);
    const where = kept === undefined ? '' : ` It is kept in ${kept} on the worker's machine.`;
    return {
      code,
      severity: 'error',
      at: {},
      message: `The executed notebook could not be stored. ${message}${where}`
    };
  }
}

/** The page of it, where it has one; a server that does not say so is no reason to lose the place. */
async function linkOf({ target, linkOf: find }: NotebookTask, signal: AbortSignal): Promise<string> {
  return (await find(signal).catch(() => undefined)) ?? target;
}

function durationOf(plain: unknown): number | undefined {
  const metadata = isPlainRecord(plain) ? plain.metadata : undefined;
  const papermill = isPlainRecord(metadata) ? metadata.papermill : undefined;
  const duration = isPlainRecord(papermill) ? papermill.duration : undefined;
  return typeof duration === 'number' ? duration : undefined;
}
