import { join } from 'node:path';

/** Where everything of one run lies. Nobody but its owner can enter. */
export type JobFolder = {
  readonly path: string;
  /** `job.json`: how it goes. */
  readonly record: string;
  /** What was asked for, less its secrets. */
  readonly request: string;
  readonly events: string;
  /** The copy that is run. */
  readonly playbookFolder: string;
  /** A job folder as Cortex makes it; its name tells the worker the id. */
  readonly cortex: string;
  readonly input: string;
  readonly result: string;
  readonly executedFolder: string;
  readonly report: string;
  /** What the worker printed. */
  readonly log: string;
};

export function jobFolder(jobsFolder: string, id: string): JobFolder {
  const path = join(jobsFolder, id);
  const cortex = join(path, `cortex-job-${id}-0`);
  return {
    path,
    record: join(path, 'job.json'),
    request: join(path, 'request.json'),
    events: join(path, 'events.ndjson'),
    playbookFolder: join(path, 'playbook'),
    cortex,
    input: join(cortex, 'input'),
    result: join(cortex, 'output', 'output.json'),
    executedFolder: join(path, 'executed'),
    report: join(path, 'report.html'),
    log: join(path, 'worker.log')
  };
}
