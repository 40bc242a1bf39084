import { Option, type Command } from 'commander';
import type { Finish } from './command-line.js';
import { addDoctorCommand } from './doctor-command.js';
import { VERSION } from './version.js';

/** `huntbook cortex [JOBDIR]`: what Cortex' worker command starts; also for trying a job folder by hand. */
export function addCortexCommand(program: Command, finish: Finish): void {
  const cortex = program
    .command('cortex')
    .description(
      'Do one Cortex job: read JOBDIR/input/input.json, write JOBDIR/output/output.json. `cortex doctor` checks an installation.'
    )
    .argument('[jobdir]', 'the job folder (default: /job; one that is called doctor is ./doctor)')
    // For the service: Cortex hands over the folder and nothing else.
    .addOption(new Option('--events <file>', 'append run events to FILE, one JSON object a line').hideHelp())
    .addOption(new Option('--kernel-folder <folder>', 'start kernels in FOLDER').hideHelp())
    .action(async (jobDir: string | undefined, flags: { readonly events?: string; readonly kernelFolder?: string }) => {
      const [{ openEventLog, runCortexJob }, { startLocalKernel }] = await Promise.all([
        import('../cortex/index.js'),
        import('../kernel/index.js')
      ]);
      using events = flags.events === undefined ? undefined : openEventLog(flags.events);
      finish(
        await runCortexJob({
          startKernel: startLocalKernel,
          version: `huntbook ${VERSION}`,
          ...(jobDir === undefined ? {} : { jobDir }),
          kernelFolder: flags.kernelFolder,
          onEvent: events?.write
        })
      );
    });
  addDoctorCommand(cortex, finish);
}
