import { text } from 'node:stream/consumers';

/** The filter of a command line: the argument, or standard input for `-`, without the line end of a shell. */
export async function readFilter(argument: string): Promise<string> {
  return argument === '-' ? (await text(process.stdin)).replace(/\r?\n$/, '') : argument;
}
