import { InvalidArgumentError, type Command } from 'commander';
import type { Finish } from './command-line.js';

/** The flags of `huntbook test`, as commander gives them. */
export type TestFlags = {
  readonly samples?: string;
  readonly only: readonly string[];
  readonly saveSample?: string;
  readonly dataType?: string;
  readonly data?: string;
  readonly file?: string;
  readonly input?: string;
  readonly update?: true;
  readonly python?: string;
  readonly secret: readonly string[];
  readonly keep?: string;
  readonly json?: true;
};

const all = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function name(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It takes a name.');
  return value;
}

/** `huntbook test PLAYBOOK`: runs saved samples as Cortex would, and says what a run finds that it should not. */
export function addTestCommand(program: Command, finish: Finish): void {
  program
    .command('test')
    .description('Run the saved samples of a playbook and compare what it finds; or save a sample.')
    .argument('<playbook>', 'the notebook')
    .option('--samples <file>', 'the file of the samples (default: PLAYBOOK.samples.json beside the notebook)')
    .option('--only <name>', 'run this sample only; may be given again', all)
    .option('--update', 'store what the samples find now as what they should find')
    .option('--save-sample <name>', 'run the input given by the next options and save it with what it finds', name)
    .option('--data-type <type>', 'the type of the observable to save: ip, domain, hash, …')
    .option('--data <value>', 'the observable to save')
    .option('--file <path>', 'the file to save as the observable')
    .option('--input <json>', "a file with an object of TheHive or a Cortex job's input.json to save")
    .option('--python <interpreter>', 'an interpreter whose kernels count first')
    .option('--secret <name>', 'hand the environment variable NAME to the notebook, never stored', all)
    .option('--keep <folder>', 'keep the executed notebooks there')
    .option('--json', 'for machines: one JSON object on standard output')
    .action(async (playbook: string, flags: Partial<TestFlags>) => {
      const { testPlaybook } = await import('./test-playbook.js');
      finish(await testPlaybook(playbook, { only: [], secret: [], ...flags }));
    });
}
