import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeCortexOutput, type CortexResult } from './decode-output.js';
import type { WorkerDefinition } from './definition.js';
import type { JobFolder } from './job-folder.js';

export type WorkerRun = {
  readonly process: ChildProcess;
  /** Milliseconds since 1970 at which `output.json` appeared, was seen at the end, or never. */
  readonly done: Promise<FinishedRun>;
};

export type FinishedRun = {
  readonly result: CortexResult;
  readonly exitCode: number | null;
  readonly printed: string;
  /** From the process's end to the end of its streams: a child that holds them keeps the job InProgress. */
  readonly heldMs: number;
  readonly endedAtMs: number;
};

/** What the Cortex service has: its environment, and the user it runs as when that is not ours. */
export type WorkerSurroundings = { readonly environment: NodeJS.ProcessEnv; readonly uid?: number | undefined };

/** A worker whose streams stay open longer has left a child behind. */
const HOLD_LIMIT_MS = 4_000;

/**
 * Starts a worker as the process runner of Cortex does: `[command, jobDir]`, working in the folder above the command's,
 * standard input open and silent. The job is over when the process has ended *and* nobody holds its output streams
 * (scala.sys.process joins their readers). Source: Cortex 4.1 `ProcessJobRunnerSrv.scala`.
 */
export function runWorker(
  definition: WorkerDefinition,
  folder: JobFolder,
  { environment, uid }: WorkerSurroundings
): WorkerRun {
  const child = spawn(definition.command, [folder.path], {
    cwd: dirname(dirname(definition.command)),
    env: {
      ...environment,
      ...(existsSync(join(folder.input, 'cacerts')) ? { REQUESTS_CA_BUNDLE: join(folder.input, 'cacerts') } : {})
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid })
  });
  return { process: child, done: finish(child, folder) };
}

async function finish(child: ChildProcess, folder: JobFolder): Promise<FinishedRun> {
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const closed = once(child, 'close');
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  const endedAtMs = Date.now();
  const limit = AbortSignal.timeout(HOLD_LIMIT_MS);
  const held = once(limit, 'abort').then(() => 'held' as const);
  if ((await Promise.race([closed, held])) === 'held') {
    child.stdout?.destroy();
    child.stderr?.destroy();
    return {
      result: { status: 'InProgress', why: 'a child of the worker holds its output streams' },
      exitCode,
      printed,
      heldMs: HOLD_LIMIT_MS,
      endedAtMs
    };
  }
  const result = decodeCortexOutput(folder.output, printed);
  return { result, exitCode, printed, heldMs: Date.now() - endedAtMs, endedAtMs };
}

/** The permission bits of a file, as `ls` writes them in octal. */
export function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
