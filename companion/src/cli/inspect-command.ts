import type { Command } from 'commander';
import type { Finish } from './command-line.js';

/** `huntbook inspect NOTEBOOK`: parameters, roles and problems of a playbook, without running it. */
export function addInspectCommand(program: Command, finish: Finish): void {
  program
    .command('inspect')
    .description('Show the parameters, roles and problems of a notebook.')
    .argument('<notebook>', 'a notebook, or - for standard input')
    .option('--json', 'for machines: one JSON object on standard output')
    .action(async (path: string, flags: { readonly json?: true }) => {
      const { inspectNotebook } = await import('./inspect-notebook.js');
      finish(await inspectNotebook(path, { asJson: flags.json === true }));
    });
}
