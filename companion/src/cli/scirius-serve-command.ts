import { InvalidArgumentError, type Command } from 'commander';
import type { Finish } from './command-line.js';

/** The flags of `huntbook scirius serve`, as commander gives them. */
export type ServeFlags = {
  readonly host: string;
  readonly port: number;
  readonly tokenEnv?: string;
  readonly follow?: true;
  readonly tls?: true;
  readonly cache?: string;
};

const DEFAULTS = { host: '127.0.0.1', port: 8443 };

function port(value: string): number {
  if (!/^\d{1,5}$/u.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return Number(value);
}

/** `huntbook scirius serve FILES`: the REST API of a Scirius over files of Suricata events. */
export function addSciriusServeCommand(group: Command, finish: Finish): void {
  group
    .command('serve')
    .description("Serve files of Suricata events (eve.json, .gz, or a capture) over Scirius' REST API.")
    .argument('<files...>', 'eve.json files, also .gz, and captures when Suricata is installed')
    .option('--host <address>', 'the address to listen on', DEFAULTS.host)
    .option('--port <n>', 'the port to listen on; 0 takes a free one', port, DEFAULTS.port)
    .option('--token-env <name>', 'take the token from this environment variable (default: one is made and shown once)')
    .option('--follow', 'read on while the files grow, also when they are rotated')
    .option('--tls', 'serve HTTPS, with a certificate made for this run')
    .option('--cache <folder>', 'where columns and unpacked files are kept (default: ~/.cache/huntbook/eve)')
    .action(async (files: readonly string[], flags: ServeFlags) => {
      const { serveEvents } = await import('./serve-events.js');
      finish(await serveEvents(files, flags));
    });
}
