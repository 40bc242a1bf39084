import type { Command } from 'commander';
import type { Finish } from './command-line.js';
import { addSciriusSampleCommand } from './scirius-sample-command.js';
import { addSciriusServeCommand } from './scirius-serve-command.js';
import { addLintCommand } from './scirius/lint-command.js';
import { addQueryCommand } from './scirius/query-command.js';

/** One row per subcommand, one file each. */
const SUBCOMMANDS: readonly ((group: Command, finish: Finish) => void)[] = [
  addQueryCommand,
  addLintCommand,
  addSciriusServeCommand,
  addSciriusSampleCommand
];

/** `huntbook scirius …`: events of Suricata from a terminal. */
export function addSciriusCommand(program: Command, finish: Finish): void {
  const group = program.command('scirius').description("Query, check and serve Suricata's events as Scirius does.");
  for (const add of SUBCOMMANDS) add(group, finish);
}
