import { InvalidArgumentError, type Command } from 'commander';
import type { Finish } from './command-line.js';

/** The flags of `huntbook serve`, as commander gives them. */
export type ServeFlags = {
  readonly socket?: string;
  readonly port?: number;
  readonly root?: string;
  readonly state?: string;
  readonly python?: string;
  readonly maxRunning?: number;
  readonly maxQueued?: number;
  readonly keep?: number;
  readonly followParent?: true;
};

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/u.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}

function atLeastOne(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError('It takes a whole number above 0.');
  return number;
}

/** `huntbook serve`: the service that JupyterLab asks to run playbooks, behind the Jupyter server or alone. */
export function addServeCommand(program: Command, finish: Finish): void {
  program
    .command('serve')
    .description('Run playbooks for JupyterLab and for programs: an HTTP service on a socket of yours, or on a port.')
    .option('--socket <path>', 'listen on this Unix socket (default: service.sock in the state folder)')
    .option('--port <number>', 'listen on this port of 127.0.0.1 instead; 0 takes a free one', wholeNumber)
    .option('--root <folder>', 'the folder whose notebooks can be run (default: the working folder)')
    .option('--state <folder>', 'where runs are kept (default: below ~/.local/state/huntbook, one per root)')
    .option('--python <interpreter>', 'an interpreter whose kernels count first')
    .option('--max-running <number>', 'how many runs go on at once', atLeastOne)
    .option('--max-queued <number>', 'how many more may wait', wholeNumber)
    .option('--keep <number>', 'how many finished runs are kept of each notebook', atLeastOne)
    .option('--follow-parent', 'end when the process that started it is gone')
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('./serve.js');
      finish(await serve(flags));
    });
}
