import { InvalidArgumentError, type Command } from 'commander';
import type { Finish } from './command-line.js';

/** The flags of `huntbook scirius sample`, as commander gives them. */
export type SampleFlags = {
  readonly events: number;
  readonly seed: number;
  readonly end?: number;
  readonly output?: string;
};

const DEFAULTS = { events: 10_000, seed: 1 };

function count(value: string): number {
  if (!/^\d{1,9}$/u.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}

function time(value: string): number {
  const atMs = Date.parse(value);
  if (Number.isNaN(atMs)) throw new InvalidArgumentError('It takes a time such as 2026-10-06T00:00:00Z.');
  return atMs;
}

/** `huntbook scirius sample`: writes events of a made-up day, the same ones for the same seed and end. */
export function addSciriusSampleCommand(group: Command, finish: Finish): void {
  group
    .command('sample')
    .description('Write the Suricata events of a made-up day, with a beacon, a scan and a download to be found.')
    .option('--events <n>', 'how many, 1000 or more', count, DEFAULTS.events)
    .option('--seed <n>', 'equal seeds give equal events', count, DEFAULTS.seed)
    .option('--end <time>', 'when the day ends (default: now)', time)
    .option('-o, --output <file>', 'the file to write (default: standard output)')
    .action(async (flags: SampleFlags) => {
      const { writeSample } = await import('./write-sample.js');
      finish(await writeSample(flags));
    });
}
