import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDefinition } from './cortex/definition.js';
import { makeJobFolder as makeCortexJobFolder, type JobFolder } from './cortex/job-folder.js';
import type { JsonRecord } from './cortex/json-record.js';

export { notebookJson as notebookText, type TestCell as NotebookCell } from './cortex/notebook-json.js';

/** The definition as it stands in the sources: what is not run through its command needs no build. */
const DEFINITION = readDefinition(resolve('companion/cortex/analyzers/Huntbook/Huntbook_Analyzer.json'));

export type JobFolderOptions = {
  /** Replaces fields of input.json. */
  readonly input?: JsonRecord;
  readonly config?: JsonRecord;
  /** Files beside input.json, by name. */
  readonly files?: Readonly<Record<string, string>>;
};

/** The job folder of the Cortex driver, for tests that call the worker as a function. */
export function makeJobFolder({ input = {}, config = {}, files = {} }: JobFolderOptions): JobFolder {
  const job = makeCortexJobFolder(DEFINITION, {
    dataType: 'ip',
    data: '192.0.2.1',
    parameters: { organisation: 'soc', user: 'ana@soc.example' },
    jobId: 'AYx-1_z',
    config: { output_folder: '/', ...config }
  });
  const path = join(job.input, 'input.json');
  const document = JSON.parse(readFileSync(path, 'utf8')) as JsonRecord;
  writeFileSync(path, JSON.stringify({ ...document, ...input }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(job.input, name), text, { mode: 0o600 });
  return job;
}

/** The answer of a job, as it stands in its folder. */
export function readOutput(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'output.json'), 'utf8')) as Record<string, unknown>;
}
