import type { Command } from 'commander';
import type { Finish } from '../command-line.js';
import type { QueryFlags } from './query-events.js';

/** `huntbook scirius query FILTER`: the newest events, as a table, JSON or CSV on standard output. */
export function addQueryCommand(group: Command, finish: Finish): void {
  group
    .command('query')
    .description('Print the newest events that match a filter.')
    .argument('<filter>', 'a filter as Scirius takes it; * is everything, - reads it from standard input')
    .option('--last <duration>', 'how far back: 90m, 24h, 7d, 2w (default: 30d)')
    .option('--from <time>', 'where the time range begins, as 2024-04-18T10:00:00Z')
    .option('--to <time>', 'where it ends (default: now)')
    .option('--alerts', 'alerts only')
    .option('--limit <number>', 'how many events at most (default: 100); past 10,000 they come in slices of time')
    .option('--ordering <field>', 'another order than newest first, as -flow.bytes_toclient')
    .option('--columns <names>', 'fields with commas between them')
    .option('--format <name>', 'table, json or csv', 'table')
    .option('--host <host>', 'instead of SCIRIUS_HOST; the token is SCIRIUS_TOKEN of the environment or of a .env')
    .option('--ca-bundle <file>', 'instead of SCIRIUS_CA_BUNDLE')
    .action(async (filter: string, flags: QueryFlags) => {
      const { queryEvents } = await import('./query-events.js');
      finish(await queryEvents(filter, flags));
    });
}
