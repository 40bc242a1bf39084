import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { runCortexJob } from '../../../companion/src/cortex/index.js';
import { ScriptedKernel, type Script } from '../scripted-kernel.js';
import type { ConcludedJob } from './concluded-job.js';
import { decodeCortexOutput } from './decode-output.js';
import { readDefinition } from './definition.js';
import { makeJobFolder, type JobFolder } from './job-folder.js';
import type { JsonRecord } from './json-record.js';
import { notebookJson, type TestCell } from './notebook-json.js';

const DEFINITION = readDefinition(resolve('companion/cortex/analyzers/Huntbook/Huntbook_Analyzer.json'));

export type ScriptedRun = ConcludedJob & {
  readonly status: number;
  /** Names of the executed notebooks, from the folder that they belong in. */
  readonly stored: readonly string[];
};

/** Whole jobs of one notebook, one after the other in the same folder, with everything but a real kernel. */
export class ScriptedJobs implements AsyncDisposable {
  readonly #path = mkdtempSync(join(tmpdir(), 'scripted-'));
  readonly #job: JobFolder;
  readonly #input: JsonRecord;

  constructor(cells: readonly TestCell[]) {
    writeFileSync(join(this.#path, 'a.ipynb'), notebookJson(cells));
    this.#job = makeJobFolder(DEFINITION, {
      dataType: 'ip',
      data: '192.0.2.1',
      parent: this.#path,
      config: {
        input_hostname: this.#path,
        input_paths: ['a.ipynb'],
        output_hostname: join(this.#path, 'stored'),
        output_folder: '/',
        any_generate_html: true,
        any_thehive_version: 4
      }
    });
    this.#input = JSON.parse(readFileSync(join(this.#job.input, 'input.json'), 'utf8')) as JsonRecord;
  }

  /** `input` replaces fields of input.json; `scripts` says what the kernel does for the code of each cell. */
  async run(scripts: Readonly<Record<string, Script>>, input: JsonRecord = {}): Promise<ScriptedRun> {
    rmSync(this.#job.output, { recursive: true });
    mkdirSync(this.#job.output);
    rmSync(join(this.#path, 'stored'), { recursive: true, force: true });
    writeFileSync(join(this.#job.input, 'input.json'), JSON.stringify({ ...this.#input, ...input }));
    const status = await runCortexJob({
      jobDir: this.#job.path,
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      signals: new EventEmitter(),
      environment: {},
      startKernel: () => Promise.resolve(new ScriptedKernel(scripts))
    });
    return {
      result: decodeCortexOutput(this.#job.output, ''),
      bytes: statSync(join(this.#job.output, 'output.json')).size,
      status,
      stored: readdirSync(join(this.#path, 'stored'), { recursive: true, encoding: 'utf8' })
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#path, { recursive: true, force: true });
    // The worker loads its renderer 40 ms after it asked for a kernel; the last of them must still find jest there.
    await new Promise(next => setTimeout(next, 100));
  }
}
