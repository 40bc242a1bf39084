import type { Command } from 'commander';
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
    .action(async (jobDir: string | undefined) => {
      const [{ runCortexJob }, { startLocalKernel }] = await Promise.all([
        import('../cortex/index.js'),
        import('../kernel/index.js')
      ]);
      const folder = jobDir === undefined ? {} : { jobDir };
      finish(await runCortexJob({ ...folder, startKernel: startLocalKernel, version: `huntbook ${VERSION}` }));
    });
  addDoctorCommand(cortex, finish);
}
