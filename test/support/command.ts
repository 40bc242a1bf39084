import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const COMMAND = join(resolve(__dirname, '../..'), 'companion/dist/huntbook.cjs');

export type Finished = { readonly status: number | null; readonly stdout: string; readonly stderr: string };
export type CommandOptions = {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Another build of it. */
  readonly command?: string;
};

/** Runs the built `huntbook` command to its end, with the environment given on top of the caller's. */
export function runHuntbook(args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const { command = COMMAND } = options;
  if (!existsSync(command)) throw new Error('The command is not built. Run: npm run build');
  const child = spawn(process.execPath, [command, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe']
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  child.stdin.end(options.stdin ?? '');
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', status => done({ status, ...printed }));
  });
}
