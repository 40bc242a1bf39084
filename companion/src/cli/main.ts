import { runCommandLine } from './command-line.js';

void runCommandLine(process.argv.slice(2)).then(exitStatus => {
  process.exitCode = exitStatus;
});
