import type { Command } from 'commander';
import type { Finish } from './command-line.js';
import { addSciriusSampleCommand } from './scirius-sample-command.js';
import { addSciriusServeCommand } from './scirius-serve-command.js';

/** `huntbook scirius …`: everything about Suricata's events, one file per subcommand. */
export function addSciriusCommand(program: Command, finish: Finish): void {
  const group = program.command('scirius').description("Query, check and serve Suricata's events as Scirius does.");
  for (const add of [addSciriusServeCommand, addSciriusSampleCommand]) add(group, finish);
}
