// A Cortex job as the benchmarks need it: a folder, the shipped command, and the moment output.json appears.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PYTHON, ROOT } from '../../scripts/setup.mjs';

const DEFINITION = join(ROOT, 'dist/cortex/analyzers/Huntbook/Huntbook_Analyzer.json');
let jobs = 0;

/** Starts a command and tells, in seconds from its start, when `file` appeared and when the process ended. */
export function timeUntil(file, [command, ...args], options = {}) {
  return new Promise((done, fail) => {
    let appeared;
    const startMs = performance.now();
    const watcher = watch(dirname(file), (_event, name) => {
      if (name === basename(file)) appeared ??= performance.now() - startMs;
    });
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
    child.on('error', fail);
    child.on('close', () => {
      const endedMs = performance.now() - startMs;
      setTimeout(() => {
        watcher.close();
        if (appeared === undefined) fail(new Error(`${file} never appeared`));
        else done({ appeared: appeared / 1000, ended: endedMs / 1000 });
      }, 20);
    });
  });
}

/** Makes a job folder for notebooks in `folder`; gives the command line and where its result will be. */
export function prepareJob(folder, notebooks) {
  jobs += 1;
  const jobDir = join(folder, `cortex-job-bench-${jobs}`);
  for (const part of ['input', 'output']) mkdirSync(join(jobDir, part), { recursive: true });
  const config = {
    input_hostname: folder,
    input_paths: notebooks,
    output_hostname: folder,
    output_folder: 'executed',
    any_generate_html: true,
    any_python: PYTHON,
    jobTimeout: 30
  };
  const input = { dataType: 'domain', data: 'bench.example', tlp: 2, pap: 2, message: '', parameters: {}, config };
  writeFileSync(join(jobDir, 'input', 'input.json'), JSON.stringify(input));
  const { command } = JSON.parse(readFileSync(DEFINITION, 'utf8'));
  return {
    command: [resolve(dirname(dirname(DEFINITION)), command), jobDir],
    result: join(jobDir, 'output', 'output.json')
  };
}

export function readResult(path) {
  const output = JSON.parse(readFileSync(path, 'utf8'));
  if (!output.success || output.full.status !== 'completed')
    throw new Error(`the job failed: ${output.errorMessage ?? output.full.status}`);
  return output;
}
