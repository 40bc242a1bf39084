import { runCommandLine } from './command-line.js';

// Whoever reads our words may stop reading (`| head`); a notebook that runs or a server that serves must not end by that.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Somebody who waits for this write tells it.
    if (error.code !== 'EPIPE' && stream.listenerCount('error') === 1) throw error;
  });
}

void runCommandLine(process.argv.slice(2)).then(exitStatus => {
  process.exitCode = exitStatus;
});
