import type { Command } from 'commander';
import type { Finish } from '../command-line.js';

/** `huntbook scirius lint FILTER`: what is wrong with a filter, where, and how to mend it. Asks no server. */
export function addLintCommand(group: Command, finish: Finish): void {
  group
    .command('lint')
    .description('Check a filter without asking a server. Exit status: 1 when it is wrong, 0 otherwise.')
    .argument('<filter>', 'a filter as Scirius takes it, or - for standard input')
    .option('--strict', 'exit status 1 also for warnings: filters that do not do what they seem to')
    .option('--json', 'for machines: one JSON object on standard output')
    .action(async (filter: string, flags: { readonly strict?: true; readonly json?: true }) => {
      const { lintToTerminal } = await import('./lint-filter.js');
      finish(await lintToTerminal(filter, { isStrict: flags.strict === true, asJson: flags.json === true }));
    });
}
