import type { Command } from 'commander';
import type { Finish } from './command-line.js';
import { EXIT_STATUS } from './exit-status.js';

type ReportFlags = { readonly output?: string; readonly fragment?: true; readonly title?: string };

/** `huntbook report NOTEBOOK`: the report that TheHive would show, as a page or as the bare fragment. */
export function addReportCommand(program: Command, finish: Finish): void {
  program
    .command('report')
    .description('Write the report of an executed notebook, as TheHive shows it.')
    .argument('<notebook>', 'an executed notebook, or - for standard input')
    .option('-o, --output <file>', 'where the page goes; - is standard output (default: NOTEBOOK with .html)')
    .option('--fragment', 'only the fragment that goes to TheHive, on standard output')
    .option('--title <text>', 'the title of the page (default: the name of the notebook)')
    .action(async (path: string, flags: ReportFlags) => {
      const { writeReport } = await import('./write-report.js');
      await writeReport(path, flags);
      finish(EXIT_STATUS.done);
    });
}
