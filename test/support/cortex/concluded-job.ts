import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../../../companion/src/storage/index.js';
import { createRedactor } from '../../../src/redaction.js';
import { concludeNotebook } from '../../../companion/src/cortex/conclude-notebook.js';
import { readConfiguration } from '../../../companion/src/cortex/configuration.js';
import { folderDelivery } from '../../../companion/src/cortex/delivery.js';
import { reportBudget, type JobContext } from '../../../companion/src/cortex/job-context.js';
import { readJobInput } from '../../../companion/src/cortex/job-input.js';
import { concludeJob } from '../../../companion/src/cortex/perform-job.js';
import { redactAnswer, shownInput } from '../../../companion/src/cortex/redact-answer.js';
import { CellError, type ExecutedNotebook } from '../../../companion/src/execution/index.js';
import type { Notebook } from '../../../companion/src/notebook/index.js';
import { decodeCortexOutput, type CortexResult } from './decode-output.js';

/** In memory where that can be had: a property writes some ten thousand answers. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export type ConcludedJob = { readonly result: CortexResult; readonly bytes: number };

/**
 * A job folder in which executed notebooks are concluded as the worker does it after the last cell, and the answer is
 * decoded as Cortex does it. There is no kernel: what the notebooks hold is what one would have left.
 */
export class ConcludedJobs implements Disposable {
  readonly #path = mkdtempSync(join(PARENT, 'concluded-'));
  readonly #output = join(this.#path, 'output');
  readonly #files = join(this.#path, 'files');
  #count = 0;

  constructor() {
    mkdirSync(this.#files);
  }

  /** `raw` is the job's input.json; `failure` is what an exception said that ended every notebook. */
  async conclude(
    notebooks: readonly Notebook[],
    { raw, failure }: { readonly raw: Readonly<Record<string, unknown>>; readonly failure: string | undefined }
  ): Promise<ConcludedJob> {
    rmSync(this.#output, { recursive: true, force: true });
    mkdirSync(this.#output);
    const input = readJobInput(raw, JSON.stringify(raw));
    const context = this.#context(input, notebooks.length);
    const results = await Promise.all(
      notebooks.map((notebook, index) => {
        const executed = executedNotebook(notebook, failure);
        const location = join(this.#files, `${String(index)}.ipynb`);
        const target = join(this.#path, `${String((this.#count += 1) % 50)}.ipynb`);
        const task = {
          name: `/${String(index)}.ipynb`,
          folder: this.#files,
          location,
          target,
          read: () => Promise.reject(new Error('Nothing is read any more.')),
          output: openStorage(target),
          linkOf: () => Promise.resolve(undefined),
          remote: undefined
        };
        return concludeNotebook({ task, executed, problems: [] }, context);
      })
    );
    const { redactor, configuration } = context;
    const { answer } = concludeJob(results, { configuration, input, shownInput: shownInput(raw, redactor) });
    folderDelivery(this.#output).final(redactAnswer(answer, redactor));
    return { result: decodeCortexOutput(this.#output, ''), bytes: statSync(join(this.#output, 'output.json')).size };
  }

  #context(input: JobContext['input'], notebooks: number): JobContext {
    return {
      input,
      configuration: readConfiguration(input.config, { isResponder: input.object !== undefined }),
      parameters: new Map(),
      storedParameters: new Map(),
      problems: [],
      redactor: createRedactor([]),
      environment: {},
      onEvent: undefined,
      startKernel: () => Promise.reject(new Error('Nothing is run any more.')),
      startElsewhere: () => Promise.reject(new Error('Nothing is run any more.')),
      signal: new AbortController().signal,
      version: '0',
      budget: reportBudget(notebooks),
      filesFolder: this.#files,
      forbiddenFolders: [],
      outputFolder: this.#output
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

function executedNotebook(notebook: Notebook, failure: string | undefined): ExecutedNotebook {
  const common = { notebook, completedCells: 0, problems: [], kernelGone: Promise.resolve() };
  if (failure === undefined) return { ...common, status: 'completed' };
  const details = { cell: 0, executionCount: 1, ename: failure, evalue: failure, traceback: [failure, failure] };
  return { ...common, status: 'failed', failedCell: 0, failure: new CellError(details) };
}
