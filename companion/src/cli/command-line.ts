import { Command, CommanderError } from 'commander';
import { normaliseArguments } from './arguments.js';
import { addCortexCommand } from './cortex-command.js';
import { EXIT_STATUS } from './exit-status.js';
import { addInspectCommand } from './inspect-command.js';
import { addReportCommand } from './report-command.js';
import { addRunCommand } from './run-command.js';
import { addSciriusCommand } from './scirius-command.js';
import { addServeCommand } from './serve-command.js';
import { addTestCommand } from './test-command.js';
import { describeFailure } from '../../../src/failure.js';
import { VERSION } from './version.js';

/** What a command's action hands back: the exit status of the process. */
export type Finish = (exitStatus: number) => void;

/**
 * The exit status of one command line (without `node` and the script): 0 done, 1 it failed, 2 it was used wrongly,
 * 138 a kernel died. Source of the numbers: papermill 2.7 (`__main__.py`), headless-execution §1.1.
 * Failures end in one line on stderr, never in a stack trace.
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let exitStatus: number = EXIT_STATUS.done;
  const finish: Finish = status => {
    exitStatus = status;
  };
  const program = new Command('huntbook')
    .description('Runs Jupyter notebooks as playbooks: headlessly, for Cortex, and as reports for TheHive.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(huntbook --help lists the commands)');
  for (const add of [
    addRunCommand,
    addReportCommand,
    addInspectCommand,
    addTestCommand,
    addServeCommand,
    addSciriusCommand,
    addCortexCommand
  ])
    add(program, finish);
  try {
    await program.parseAsync(normaliseArguments(argv), { from: 'user' });
    return exitStatus;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.done : EXIT_STATUS.usage;
    process.stderr.write(`huntbook: ${describeFailure(error)}\n`);
    const { exitStatusOf } = await import('./failure-status.js');
    return exitStatusOf(error);
  }
}
