import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A program takes 0.1 s for it, on a machine under load ten times that. */
const LIMIT_MS = 15_000;
/** Pages ask for the health of the service again and again. */
const FRESH_MS = 60_000;

/** Asks the worker's own command for its version, at most once a minute; `undefined` when it cannot be started. */
export function workerVersionReader(
  [program = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv
): () => Promise<string | undefined> {
  let answer: { readonly atMs: number; readonly version: Promise<string | undefined> } | undefined;
  const ask = async (): Promise<string | undefined> => {
    try {
      const { stdout } = await run(program, [...args, '--version'], { env: environment, timeout: LIMIT_MS });
      return stdout.trim().slice(0, 100) || undefined;
    } catch {
      // That is the answer: it cannot be started.
      return undefined;
    }
  };
  return () => {
    const nowMs = performance.now();
    if (answer === undefined || nowMs - answer.atMs > FRESH_MS) answer = { atMs: nowMs, version: ask() };
    return answer.version;
  };
}
