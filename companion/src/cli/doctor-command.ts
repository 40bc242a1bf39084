import type { Command } from 'commander';
import type { Finish } from './command-line.js';

export type DoctorFlags = {
  readonly config?: string;
  readonly user?: string;
  readonly python: readonly string[];
  readonly dryRun: boolean;
  readonly json?: true;
};

const all = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `huntbook cortex doctor [DIR | PLAYBOOK]`: says what Cortex would stumble over, and what to do. */
export function addDoctorCommand(cortex: Command, finish: Finish): void {
  cortex
    .command('doctor')
    .description('Check an installation as Cortex would, and say what to do about what is wrong.')
    .argument(
      '[path]',
      'a folder of analyzer.urls or responder.urls, or a playbook (default: the worker of this command)'
    )
    .option('--config <file>', 'the items that are set in Cortex, as a JSON object, to be checked as well')
    .option('--python <interpreter>', 'an interpreter whose kernels count; may be given again', all)
    .option('--user <name>', 'as root: check everything as this user, who should be the one of Cortex')
    .option('--no-dry-run', 'do not start the workers')
    .option('--json', 'for machines: one JSON object on standard output')
    .action(async (path: string | undefined, flags: Partial<DoctorFlags> & Pick<DoctorFlags, 'dryRun' | 'json'>) => {
      const { runDoctor } = await import('./run-doctor.js');
      finish(await runDoctor(path, { python: [], ...flags }));
    });
}
